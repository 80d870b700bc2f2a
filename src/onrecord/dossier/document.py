"""What a dossier is made of, in plain words and in order: the same for every format that it is written in.

Document ─┬─ Line ──── Teller, Step     what was said or done, who printed it, by whose hands it came
          ├─ Printed                    the articles of a story; those that a search found beside
          ├─ Difference, Echo           on what the articles differ; what else the speaker said
          └─ Note ──── Quote            a footnote: the captured page, the exact words and where they stand
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.display.chains import Step


class Quote(NamedTuple):
    """Exact words of a captured page: `[start, end)` counts in its text, in code points."""

    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Note:
    """A footnote: which page tells it, kept as which bytes, and the exact words.

    `of`: the number of the line that it belongs to, null where it belongs to an article as a whole. `href`: where the
    item is shown on a desk. `address` is that of the page, which `link` leads to if it may be followed.
    """

    number: int
    item: str
    of: int | None
    outlet: str | None
    title: str | None
    published: str | None
    address: str | None
    link: str | None
    page: str
    capture: str
    captured: str | None
    quotes: tuple[Quote, ...]
    language: str | None
    href: str | None


@dataclass(frozen=True)
class Teller:
    """Who prints a line: the name, what sets this telling apart, the number of its footnote."""

    name: str
    remark: str
    note: int


@dataclass(frozen=True)
class Line:
    """One thing that was said or done. `signs`: what a reader must not miss: doubtful, in other words, translated.

    `facts`: more that is told of it, a name and the words each. `more`: articles that print it and have no footnote.
    """

    number: int
    is_said: bool
    when: str
    who: str
    how: str
    words: str
    language: str | None
    signs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    chain: tuple[Step, ...]
    tellers: tuple[Teller, ...]
    more: int


@dataclass(frozen=True)
class Printed:
    """An article in a list: the words of it that a search found, the number of the footnote that has its page."""

    title: str | None
    outlet: str | None
    published: str | None
    remark: str
    words: str
    note: int


class Difference(NamedTuple):
    """A matter on which the articles of a story differ: what each says, and who."""

    matter: str
    about: str
    words: tuple[tuple[str, str], ...]


class Echo(NamedTuple):
    """What the speaker said before, again or to the contrary: a lead. `how`: what was done with the words."""

    when: str
    how: str
    words: str
    printed: str
    item: str


@dataclass(frozen=True)
class Document:
    """A dossier. `facts`: what stands at its head; `remarks`: what a reader must know of how complete it is.

    `wordings`: of a saying, each other wording, who prints it and what it differs in; `echoes`: by what they are;
    `beside`: articles that a search found and of which no line is told; `ruled`: decisions on who is who;
    `made_by`: the versions of the steps that read the pages.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    articles: tuple[Printed, ...] = ()
    differences: tuple[Difference, ...] = ()
    wordings: tuple[tuple[str, str, str], ...] = ()
    echoes: dict[str, tuple[Echo, ...]] = field(default_factory=dict)
    beside: tuple[Printed, ...] = ()
    ruled: tuple[str, ...] = ()
    made_by: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """What stands above the lines."""
        kinds = {line.is_said for line in self.lines}
        if len(kinds) == 1:
            return "What was said" if True in kinds else "What was done"
        return "What was said and done"
