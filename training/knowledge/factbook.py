"""Heads of state and government for the knowledge pack, from the CIA World Factbook (public domain).

    python -m training.knowledge.factbook --leaders ../shared/bench/knowledge/factbook_leaders.json \
        --out training/knowledge/tables

The leaders file holds rows of country, GEC code, role, title and name in one text with the surname in capitals, and
the day since when. What is cut off or misspelt there, and names that news writes otherwise, `factbook_fixes.tsv` puts
right. Left out are territories that are no states of `states.tsv` (a few apart), and titles of no office we know.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

SOURCE = "CIA World Factbook, May 2026"
_FIXES = Path(__file__).with_name("factbook_fixes.tsv")
_STATES = Path(__file__).parents[2] / "src" / "onrecord" / "data" / "knowledge" / "states.tsv"
# Codes whose country the factbook names otherwise than ISO 3166, or not at all, and territories that news speaks of.
_ISO = {
    "cf": "COG", "cg": "COD", "ct": "CAF", "fm": "FSM", "ga": "GMB", "iv": "CIV", "bf": "BHS", "bm": "MMR", "vt": "VAT",
    "ez": "CZE", "cv": "CPV", "tu": "TUR", "tp": "STP", "wz": "SWZ", "tt": "TLS", "mk": "MKD", "kv": "XKX", "gl": "GRL",
    "fo": "FRO", "mc": "MAC", "bd": "BMU", "gi": "GIB",
}  # fmt: skip
# The title's words, the longest first, and what the office is called; "" where it is none that the tables hold.
_OFFICES = {
    "President of the Swiss Confederation": "president",
    "Governor General Grand Chief Sir": "governor-general",
    "Chairman of the Cabinet of Ministers": "prime minister",
    "Acting Governor General": "governor-general",
    "High Commissioner": "high commissioner",
    "Governor-General": "governor-general",
    "Governor General": "governor-general",
    "Supreme Leader": "supreme leader",
    "Foreign Minister": "foreign minister",
    "Chief Executive": "chief executive",
    "Chief Adviser": "chief adviser",
    "Chief Minister": "chief minister",
    "Prime Minister": "prime minister",
    "Vice President": "vice president",
    "Grand Duke": "monarch",
    "Chancellor": "chancellor",
    "President": "president",
    "Governor": "governor",
    "Premier": "premier",
    "Emperor": "monarch",
    "Prince": "monarch",
    "King": "monarch",
    "Pope": "pope",
}
_RANKS = re.compile(r"^(?:(?:Sr\.|Gen\.|Col\.|Capt\.|Dr\.|Sir|Dame|General|Ratu)\s+)+")
_DAY = re.compile(r"(?:(\d{1,2}) )?([A-Z][a-z]{2})[a-z]* (\d{4})")
_NUMERAL = re.compile(r"[IVX]+")
_PARTICLES = {"DE": "de", "VAN": "Van", "DER": "der", "DOS": "dos", "EL": "el", "AL": "al", "BIN": "bin"}


@dataclass(frozen=True)
class Holding:
    """Who holds which office of which state since when."""

    name: str
    office: str
    state: str
    since: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leaders", type=Path, required=True, help="factbook_leaders.json")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write the tables to")
    arguments = parser.parse_args()
    left_out: Counter[str] = Counter()
    rows = json.loads(arguments.leaders.read_text(encoding="utf-8"))
    found = sorted(set(_holdings(rows, left_out)), key=lambda holding: (slug(holding.name), holding.state))
    states: dict[str, list[str]] = {}
    for holding in found:
        states.setdefault(holding.name, []).append(holding.state)
    print(
        _write(
            arguments.out / "people_factbook.tsv",
            f"leaders of states; from {SOURCE} (public domain), by training/knowledge/factbook.py",
            ("id", "name", "aliases", "gender", "country", "known_as", "source"),
            # Who reigns over several states is of none of them alone.
            ((slug(n), n, "", "", s[0] if len(set(s)) == 1 else "", "", SOURCE) for n, s in states.items()),
        )
    )
    print(
        _write(
            arguments.out / "holdings_factbook.tsv",
            f"who leads which state; from {SOURCE} (public domain), by training/knowledge/factbook.py",
            ("person", "office", "of", "valid_from", "valid_to", "source"),
            ((slug(h.name), h.office, h.state, h.since, "", SOURCE) for h in found),
        )
    )
    print("left out:", ", ".join(f"{count} {why}" for why, count in left_out.most_common()))


def slug(name: str) -> str:
    """The id of a person of that name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "person." + re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def _holdings(rows: Iterable[dict[str, str]], left_out: Counter[str]) -> Iterator[Holding]:
    states, fixes = _states(), _fixes()
    for row in rows:
        text = html.unescape(row["title_and_name"])
        state = _ISO.get(row["gec"]) or states.get(html.unescape(row["country"]).removeprefix("The "))
        title, name, since = fixes.get((row["gec"], row["role"], text), ("", "", ""))
        said = _office(text)
        office = _office(title)[0] if title else said[0]
        name = name or _in_normal_case(said[1])
        day = _day(since or row["since"])
        if state is None:
            left_out["of territories"] += 1
        elif not office or not name or title == "-":
            left_out["of no office or name that the tables hold"] += 1
        elif not day:
            left_out["of no day"] += 1
        else:
            yield Holding(name, office, state, day)


def _states() -> dict[str, str]:
    """The code of each state by its names, with marks and without."""
    found: dict[str, str] = {}
    for row in (row for row in _table(_STATES) if row["kind"] == "state"):
        for name in (row["name"], *row["aliases"].split("|")):
            found[name] = found[unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()] = row["iso"]
    return found


def _fixes() -> dict[tuple[str, str, str], tuple[str, str, str]]:
    return {(row["gec"], row["role"], row["text"]): (row["title"], row["name"], row["since"]) for row in _table(_FIXES)}


def _table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table whose first line is a comment and whose second names the columns."""
    _, head, *lines = path.read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    for line in lines:
        cells = line.split("\t")
        yield dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))


def _office(text: str) -> tuple[str, str]:
    """The office that a text begins with, and the rest of it."""
    for form, office in _OFFICES.items():
        if text == form or text.startswith(form + " "):
            return office, text[len(form) :].strip()
    return "", text


def _in_normal_case(name: str) -> str:
    """A name without ranks, its surname no longer in capitals."""
    return " ".join(
        word if _NUMERAL.fullmatch(word) else "".join(_part(part) for part in re.split(r"([-'’])", word))
        for word in _RANKS.sub("", name).split()
    )


def _part(part: str) -> str:
    if len(part) > 1 and part.isupper():
        return _PARTICLES.get(part) or part.capitalize()
    return part


def _day(text: str) -> str:
    """The first date of a text, as precise as it is; empty where there is none."""
    for found in _DAY.finditer(text):
        day, month, year = found.groups()
        for form in ("%d %b %Y", "%b %Y"):
            try:
                read = datetime.strptime(" ".join(filter(None, (day, month, year))), form)  # noqa: DTZ007 (a day alone)
            except ValueError:
                continue
            return read.strftime("%Y-%m-%d" if day else "%Y-%m")
    return ""


def _write(path: Path, about: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"# {about}", "\t".join(columns), *("\t".join(row) for row in rows)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return f"{path}: {len(lines) - 2} rows"


if __name__ == "__main__":
    main()
