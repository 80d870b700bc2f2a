"""What it costs to find copies and stories as a record grows, and whether the order matters in which articles come.

    python -m benchmarks.placing cost [--sizes 1000 3000 10000 30000 100000]
    python -m benchmarks.placing order [--articles 1500]

Cost: articles recombined from labelled news, a hundred a day, go into a record; printed are articles a CPU second,
memory, and how long one more takes. Order: the same labelled articles in five random orders, a hundred at a time, and
in three batches, and the adjusted Rand index between what comes of them.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.copies import sources
from benchmarks.rows import Bare, fill, record
from benchmarks.stories import folder, rows, scorer

from onrecord.record import Store

_A_DAY, _COPIES, _OUTLETS, _NOTED = 100, 0.1, 200, 0.2
_BEGIN = date(2020, 1, 1)


def recombined(count: int) -> Iterator[Bare]:
    """So many articles: three words of one article, three of another, and names that a handful of articles share.

    A tenth are copies of the last one, a fifth end with their outlet's boilerplate.
    """
    rng = random.Random(3)  # noqa: S311 - nobody is to be kept from guessing
    texts = [one.text.split() for one in sources(840)]
    notes = [" ".join(_some(rng, texts, 14)) for _ in range(_OUTLETS)]
    last: Bare | None = None
    for number in range(count):
        day = (_BEGIN + timedelta(days=number // _A_DAY)).isoformat()
        outlet = rng.randrange(_OUTLETS)
        if last is not None and rng.random() < _COPIES:
            yield Bare(f"ar_{number:07}", last.title, last.text, f"Outlet {outlet}", None, None, day)
            continue
        happening = number // _A_DAY * _A_DAY + rng.randrange(_A_DAY // 4)
        about = [_name(happening * 3 + place) for place in range(3)]
        paragraphs = [" ".join([*_some(rng, texts, 20), *about]) for _ in range(8)]
        if rng.random() < _NOTED:
            paragraphs.append(notes[outlet])
        title = " ".join([*about, *_some(rng, texts, 2)])
        last = Bare(f"ar_{number:07}", title, "\n".join(paragraphs), f"Outlet {outlet}", None, None, day)
        yield last


def _some(rng: random.Random, texts: list[list[str]], count: int) -> list[str]:
    """So many times three words, each from an article by lot."""
    out: list[str] = []
    for _ in range(count):
        text = rng.choice(texts)
        at = rng.randrange(max(1, len(text) - 3))
        out += text[at : at + 3]
    return out


def _name(number: int) -> str:
    """A word that nobody has yet, for a number."""
    syllables = ("ka", "lo", "mir", "sten", "vor", "ri", "an", "tel", "gu", "pas")
    return "".join(syllables[int(digit)] for digit in str(number)).title()


def cost(sizes: list[int]) -> None:
    """Print what it costs to place so many articles, and one more."""
    made = recombined(max(sizes) + len(sizes))
    with tempfile.TemporaryDirectory() as held:
        path = Path(held) / "record.db"
        before = 0
        for size in sizes:
            with record(path) as connection:
                fill(connection, itertools.islice(made, size - before))
            spent = _place(path)
            with record(path) as connection:
                fill(connection, itertools.islice(made, 1))
            began = time.perf_counter()
            _place(path)
            one = time.perf_counter() - began
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{size:>8,} articles: {(size - before) / spent:6.0f} a CPU second, {memory:5.0f} MiB,"
                f" {path.stat().st_size / 1e6:6.0f} MB on disk, one more in {one:.2f} s",
                flush=True,
            )
            before = size + 1


def _place(path: Path) -> float:
    began = time.process_time()
    with Store(path, write=True) as store:
        store.place()
    return time.process_time() - began


def order(count: int) -> None:
    """Print how alike the stories are that come of the same articles in other orders."""
    some = [*rows("report"), *rows("tune"), *rows("headlines")[:: max(1, len(rows("headlines")) * 2 // count)]][:count]
    made = [Bare(row["id"], row["title"], row["text"], row["outlet"], None, row["url"], row["date"]) for row in some]
    found = []
    for seed in range(6):
        lot = random.Random(seed).sample(made, len(made))  # noqa: S311 - nobody is to be kept from guessing
        found.append(_stories(lot, batches=3 if seed == 5 else -(-len(made) // 100)))
        print(
            f"{'three batches' if seed == 5 else 'in hundreds':<14} {len(set(found[-1].values()))} stories", flush=True
        )
    score = scorer(folder()).score
    names = sorted(found[0])
    least = min(
        score([one[name] for name in names], [other[name] for name in names])["ari"]
        for one, other in itertools.combinations(found, 2)
    )
    print(f"{len(made)} articles: adjusted Rand index between any two orders at least {least:.3f}")


def _stories(articles: list[Bare], *, batches: int) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as held:
        path = Path(held) / "record.db"
        size = -(-len(articles) // batches)
        for start in range(0, len(articles), size):
            with record(path) as connection:
                fill(connection, articles[start : start + size])
            _place(path)
        with record(path) as connection:
            return dict(connection.execute("SELECT article, story FROM placed"))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("what", choices=("cost", "order"))
    ask.add_argument("--sizes", type=int, nargs="*", default=[1000, 3000, 10_000, 30_000, 100_000])
    ask.add_argument("--articles", type=int, default=1500)
    asked = ask.parse_args()
    if asked.what == "cost":
        cost(asked.sizes)
    else:
        order(asked.articles)


if __name__ == "__main__":
    main()
