"""How long the desk's pages and searches take on a large record: half and nineteen of twenty within so many seconds.

    python -m benchmarks.large large.db && python -m benchmarks.desk large.db [--times 30]

The real server, in a process of its own, asked by one reader after the other over loopback. Of each view other items
are shown each time, so nothing is kept from the time before; searches are of rare and of common words, with and without
conditions, and questions.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

import httpx

_PORT, _NAMES = 8799, 40
_LOT = random.Random(5)  # noqa: S311 - nobody is to be kept from guessing


def items(path: Path, times: int) -> dict[str, list[str]]:
    """Addresses of each view, by its name."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:

        def some(table: str, column: str = "id") -> list[str]:
            (last,) = connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()  # noqa: S608
            found: list[object] = []
            while len(found) < times:
                asked = f"SELECT {column} FROM {table} WHERE rowid >= ? LIMIT 1"  # noqa: S608
                found.append(connection.execute(asked, (_LOT.randrange(1, last + 1),)).fetchone()[0])
            return [str(one) for one in found]

        speaking = (
            "SELECT speaker, count(*) AS times FROM statements WHERE speaker IS NOT NULL GROUP BY speaker"
            " ORDER BY times DESC"
        )
        speakers = [one for one, _ in connection.execute(speaking)]
        told = "SELECT id FROM sayings ORDER BY sources DESC LIMIT ?"
        large = "SELECT id FROM stories ORDER BY articles DESC LIMIT ?"
        between = (
            "SELECT a.country, b.country FROM event_parties a JOIN event_parties b USING (event) WHERE a.role = 'actor'"
            " AND b.role = 'recipient' AND a.country != b.country GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT ?"
        )
        among = f"SELECT name FROM entities WHERE id IN ({', '.join('?' * _NAMES)})"  # noqa: S608
        names = [name for (name,) in connection.execute(among, speakers[:_NAMES])]
        texts = connection.execute("SELECT text FROM statements WHERE rowid % 9973 = 7 LIMIT 200")
        words = [word for (text,) in texts for word in text.split() if len(word) > len("the")]
        told_by = connection.execute("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL")
        outlets = [one for (one,) in told_by]
        pairs = connection.execute(between, (times,)).fetchall()
        return {
            "overview": ["/"] * times,
            "statement": [f"/statements/{one}" for one in some("statements")],
            "event": [f"/events/{one}" for one in some("events")],
            "saying": [f"/sayings/{one}" for one in some("sayings")],
            "saying, most sources": [f"/sayings/{one}" for (one,) in connection.execute(told, (times,))],
            "sayings": ["/sayings"] * times,
            "story": [f"/stories/{one}" for one in some("stories")],
            "story, most articles": [f"/stories/{one}" for (one,) in connection.execute(large, (times,))],
            "stories": [f"/stories?start={_LOT.randrange(0, 20000)}" for _ in range(times)],
            "speaker": [f"/speakers/{one}" for one in _LOT.sample(speakers, times)],
            "speaker, most statements": [f"/speakers/{one}" for one in speakers[:times]],
            "entity": [f"/entities/{one}" for one in some("entities")],
            "entity, most statements": [f"/entities/{one}" for one in speakers[:times]],
            "people by name": [
                f"/entities?{urlencode({'name': name.split()[-1]})}" for name in _LOT.choices(names, k=times)
            ],
            "capture": [f"/captures/{one}" for one in some("captures")],
            "pair": [f"/pair?one={one}&other={other}" for one, other in pairs],
            "search, one word": [_search(q=_LOT.choice(words)) for _ in range(times)],
            "search, two words": [_search(q=" ".join(_LOT.sample(words, 2))) for _ in range(times)],
            "search, the commonest words": [
                _search(q=word) for word in ("the", "of the", "said", "to the", "and", "in")
            ],
            "search, with conditions": [
                _search(q=_LOT.choice(words), outlet=_LOT.choice(outlets), year=str(_LOT.randrange(2020, 2025)))
                for _ in range(times)
            ],
            "search, a question": [
                _search(q=f"what did {_LOT.choice(names)} say about {_LOT.choice(words)}?") for _ in range(times)
            ],
            "feed": [_search(q=_LOT.choice(words)).replace("/search", "/search.atom") for _ in range(times)],
            "API: statements": [f"/api/v1/statements?speaker={one}" for one in _LOT.sample(speakers, times)],
            "API: statements about": [f"/api/v1/statements?about={_LOT.choice(words)}" for _ in range(times)],
            "API: entities": ["/api/v1/entities?limit=20"] * times,
        }


def _search(**asked: str) -> str:
    return f"/search?{urlencode(asked)}"


@contextmanager
def served(path: Path) -> Iterator[httpx.Client]:
    """The desk of a record, warm."""
    program = str(Path(sys.executable).parent / "onrecord")
    command = [program, "serve", "-r", str(path), "--port", str(_PORT), "--no-open"]
    address = f"http://127.0.0.1:{_PORT}"
    with subprocess.Popen(command) as server, httpx.Client(base_url=address, timeout=120) as client:  # noqa: S603
        try:
            for _ in range(100):
                time.sleep(0.3)
                try:
                    client.get("/search?q=warm")
                    break
                except httpx.TransportError:
                    continue
            time.sleep(4)
            yield client
        finally:
            server.terminate()


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("record", type=Path)
    ask.add_argument("--times", type=int, default=30)
    ask.add_argument("--only", default="", metavar="WORDS", help="only views with these words in their name")
    asked = ask.parse_args()
    views = items(asked.record, asked.times)
    with served(asked.record) as client:
        print(f"{'view':<30} {'half':>8} {'95 %':>8} {'most':>8}")
        for name, addresses in views.items():
            if asked.only not in name:
                continue
            spent = []
            for address in addresses:
                began = time.perf_counter()
                answer = client.get(address)
                spent.append(time.perf_counter() - began)
                if answer.status_code != httpx.codes.OK:
                    print(f"  {address}: {answer.status_code}")
                time.sleep(0.03)  # slower than the limit on requests
            spread = quantiles(spent, n=20, method="inclusive")
            told = (spread[9], spread[18], max(spent))
            print(f"{name:<30} " + " ".join(f"{one * 1000:>5.0f} ms" for one in told), flush=True)


if __name__ == "__main__":
    main()
