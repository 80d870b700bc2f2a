"""What expressions of time mean: right, wrong, unresolved on four sets of cases, and calls a second on one core.

    python -m benchmarks.dates [--errors]

`tests/language/dates/cases/` holds two halves of 300 cases, and 130 later ones, by people who had not seen the
resolver; their conventions stand at their head. The fourth set is the one in ../shared/bench/dates (or
`$ONRECORD_BENCH`), if it is there. A case without a value asks for none. `--errors` lists what goes wrong in `open` and
`later`; `sealed` is for the end: nobody reads its errors, and nothing is fitted to it. By the scorer of the fourth set
dateparser has 35 of 42 right at 134 calls a second.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.language import dates

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "language" / "dates" / "cases"
# Long enough for the clock: about half a second.
ROUNDS = 20

Case = dict[str, Any]


@dataclass
class Score:
    """Counts over cases, and those that went wrong with what was answered."""

    right: int = 0
    wrong: int = 0
    unresolved: int = 0
    rightly_null: int = 0
    wrongly_answered: int = 0
    errors: list[tuple[Case, str | None]] = field(default_factory=list)

    @property
    def cases(self) -> int:
        """How many were asked."""
        return self.right + self.wrong + self.unresolved + self.rightly_null + self.wrongly_answered

    @property
    def share_right(self) -> float:
        """Answered rightly, or rightly not answered."""
        return (self.right + self.rightly_null) / self.cases

    @property
    def share_wrong(self) -> float:
        """Answered, and that wrongly: what costs most."""
        return (self.wrong + self.wrongly_answered) / self.cases

    def add(self, case: Case, value: str | None) -> None:
        """Count one answer."""
        due = case["value"]
        if due is None:
            self.rightly_null += value is None
            self.wrongly_answered += value is not None
        else:
            self.right += value == due
            self.unresolved += value is None
            self.wrong += value is not None and value != due
        if value != due:
            self.errors.append((case, value))


def answer(case: Case) -> str | None:
    """What the resolver makes of a case."""
    when = dates.resolve(case["text"], case["anchor"], case.get("tense"))
    return when.value if when else None


def score(cases: list[Case]) -> Score:
    """Count a set of cases."""
    out = Score()
    for case in cases:
        out.add(case, answer(case))
    return out


def read(path: Path) -> list[Case]:
    """The cases of a file, which is a list of them or has one."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return list(told["cases"] if isinstance(told, dict) else told)


def sets() -> dict[str, list[Case]]:
    """The sets of cases that are there, by name."""
    bench = Path(os.environ.get("ONRECORD_BENCH") or ROOT.parent / "shared" / "bench") / "dates" / "cases_dev.json"
    found = {"dev": bench, "open": CASES / "open.json", "later": CASES / "later.json", "sealed": CASES / "sealed.json"}
    return {name: read(path) for name, path in found.items() if path.is_file()}


def speed(cases: list[Case]) -> float:
    """Calls per CPU second, with the tables loaded."""
    began = time.process_time()
    for _ in range(ROUNDS):
        for case in cases:
            answer(case)
    return ROUNDS * len(cases) / (time.process_time() - began)


def main() -> None:
    """Print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--errors", action="store_true", help="list the errors in open and later")
    ask.add_argument("--without-sealed", action="store_true", help="while working: leave the sealed half alone")
    asked = ask.parse_args()
    found = sets()
    if "dev" not in found:
        print("no cases_dev.json: set ONRECORD_BENCH to the folder that holds dates/")
    if asked.without_sealed:
        del found["sealed"]
    print(f"{'':8}{'right':>7}{'wrong':>7}{'unres.':>7}  |{'null':>6}{'answered':>10}  |  right    wrong")
    for name, cases in found.items():
        told = score(cases)
        print(
            f"{name:8}{told.right:7}{told.wrong:7}{told.unresolved:7}  |{told.rightly_null:6}{told.wrongly_answered:10}"
            f"  | {told.share_right:6.1%}  {told.share_wrong:6.1%}"
        )
        if asked.errors and name in {"open", "later"}:
            for case, value in told.errors:
                about = f"{case['text']!r} on {case['anchor']} ({case['tense'] or 'no tense'}, {case['kind']})"
                print(f"    {about}: {value} for {case['value']}")
    print(f"{speed([case for cases in found.values() for case in cases]):,.0f} calls per CPU second")


if __name__ == "__main__":
    main()
