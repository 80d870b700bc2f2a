"""A study as a document: what was drawn, what was asked, what each answer means with examples, how far coders agree.

In Markdown, to be printed in an appendix. Nothing that a page or a coder says becomes markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from onrecord.coding.agreement import Agreement
from onrecord.coding.sheets import marked
from onrecord.coding.studies import Studies
from onrecord.coding.study import UNSURE, Coded, Drawn, Field, Study, StudyItem
from onrecord.exchange.files import write_file

# Examples of an answer, and letters of each.
_EXAMPLES, _LONGEST = 2, 240
# What is markup wherever it stands, and what is at the beginning of a line alone.
_MARKUP = re.compile(r"([\\`*_\[\]<>&~|$])")
_AT_START = re.compile(r"([#+=:-])|(\d+)([.)])(?=\s|$)")


def write_report(studies: Studies, name: str, path: Path) -> Path:
    """Write the codebook of a study; once the study is closed with examples and with how far the coders agree."""
    return write_file(path, report(studies, name))


def report(studies: Studies, name: str) -> Iterator[str]:
    """The lines of the codebook."""
    study = studies.study(name)
    is_closed = study.closed_at is not None
    yield from (f"# Codebook: {plain(study.name)}", "")
    yield from (plain(sampled(study.kind, study.drawn, study.items)), "")
    yield from (_coded_by(study), "")
    yield from ("## Fields", "")
    examples = _examples(studies, study) if is_closed else {}
    for field in study.codebook.fields:
        yield from _field(study, field, examples)
    if is_closed:
        yield from _agreements(studies.agreement(name))
        settled = studies.adjudications(name)
        yield from (f"Of {study.items:,} items {len(settled):,} are adjudicated.", "")


def sampled(kind: str, drawn: Drawn, items: int) -> str:
    """How a sample was drawn, in a sentence or two."""
    filters = ", ".join(f"{name} {value}" for name, value in drawn.filters.items())
    fitting = f"{_counted(drawn.of, kind)} of the record" + (f" that fit ({filters})" if filters else "")
    how = "each by the lot of its SHA-256 with the seed"
    if drawn.whole_articles:
        how = (
            f"articles by the lot of their SHA-256 with the seed until they had {drawn.size:,}, and all {kind} of these"
        )
    elif drawn.by:
        how = f"one of each {drawn.by} in turn, by the lot of its SHA-256 with the seed"
    wanted = "" if drawn.whole_articles or items == drawn.size else f" ({drawn.size:,} were wanted)"
    return f"Items: {_counted(items, kind)}{wanted}, drawn from {fitting}: {how} {drawn.seed}."


def _counted(count: int, kind: str) -> str:
    return f"{count:,} {kind.removesuffix('s') if count == 1 else kind}"


def _coded_by(study: Study) -> str:
    seen = "saw" if study.shows_machine else "did not see"
    who = ", ".join(map(plain, study.coders))
    ended = f", closed on {study.closed_at[:10]}" if study.closed_at else ", not closed yet"
    return (
        f"Coders: {who}, each without seeing what the others answered; they {seen} what the program answered. "
        f"Made on {study.made_at[:10]}{ended}."
    )


def _field(study: Study, field: Field, examples: Mapping[tuple[str, str], list[str]]) -> Iterator[str]:
    gate = study.codebook.gate
    yield from (f"### {plain(field.name)}", "", plain(field.question), "")
    if gate is not None and not field.is_gate:
        yield from (f"Asked where {plain(gate.name)} is yes.", "")
    if field.kind != "choice":
        yield from (_ASKED[field.kind], "")
    for category in field.categories:
        yield f"- **{plain(category.name)}**: {plain(category.definition)}"
        for words in examples.get((field.name, category.name), ()):
            yield f"  - “{plain(words)}”"
    yield f"- **{UNSURE}**: It cannot be told from the text."
    yield ""


_ASKED = {
    "who": "Answered by a name; or:",
    "day": "Answered by a year, a month or a day (2022-08-15); or:",
    "state": "Answered by states, by name or ISO code; or:",
}


def _examples(studies: Studies, study: Study) -> dict[tuple[str, str], list[str]]:
    """Of each answer the first items to which it was settled, or on which all coders agree."""
    found: dict[tuple[str, str], list[str]] = {}
    coded, settled = studies.answers(study.name), studies.adjudications(study.name)
    for item in studies.items(study.name):
        end = settled.get(item.position)
        for field, value in (end.answers if end else _alike(coded[item.position])).items():
            so_far = found.setdefault((field, value), [])
            if len(so_far) < _EXAMPLES:
                so_far.append(_short(item))
    return found


def _alike(coded: list[Coded]) -> dict[str, str]:
    first, *others = [one.answers for one in coded] or [{}]
    return {field: value for field, value in first.items() if all(one.get(field) == value for one in others)}


def _short(item: StudyItem) -> str:
    words = " ".join(marked(item).split())
    return words if len(words) <= _LONGEST else words[: words.rfind(" ", 0, _LONGEST)] + " …"


def _agreements(found: list[Agreement]) -> Iterator[str]:
    yield from ("## Agreement", "", "| field | items | percent | kappa | alpha |", "|---|---:|---:|---:|---:|")
    for one in found:
        cells = (
            str(one.n),
            *(_figure(figure, places) for figure, places in ((one.percent, 1), (one.kappa, 2), (one.alpha, 2))),
        )
        yield f"| {plain(one.field)} | {' | '.join(cells)} |"
    yield ""
    yield (
        "Items: those that two coders or more answered. Percent: of the pairs of answers to one item, those that are "
        "alike. Kappa: Cohen's, of two coders. Alpha: Krippendorff's for names without an order. – stands where a "
        "figure is not defined."
    )
    yield ""
    for one in found:
        for figure, reason in one.why_not.items():
            yield f"- {plain(one.field)}, {figure}: {plain(reason)}"
    yield ""


def _figure(figure: float | None, places: int) -> str:
    return "–" if figure is None else f"{figure:.{places}f}"


def plain(text: str) -> str:
    """A text that Markdown shows as it is, in one line."""
    line = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    found = _AT_START.match(line)
    if found is None:
        return line
    return "\\" + line if found[1] else f"{found[2]}\\{line[found.start(3) :]}"
