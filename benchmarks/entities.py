"""Who is meant: every source of our own articles and of some PolNeAR documents, resolved and compared with the labels.

    python -m benchmarks.entities [open|sealed] [--set articles|polnear] [--errors]

`tests/gold/entities/` holds the labels (see CODEBOOK.md there); the texts of the PolNeAR documents lie outside the
project. A mention is right where all whom it means, and nobody else, are the entities that it was resolved to: an
entity of ours is that one of theirs of which it has most names and descriptions, and where theirs has a name, ours must
be called by it. Resolving nobody is right only where the annotator could not tell either. The baseline resolves names
by their words and nothing else. `sealed` is for the end: its errors are not told. `--agreement` tells instead how far
two people agree on a fifth of the texts, whom the second one was given marked and unlabelled.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import polnear
from benchmarks.gold import GOLD, same_name

from onrecord import entity, language, statement
from onrecord.entity import name_words, same_person
from onrecord.language import dates, quotations
from onrecord.model import Author
from onrecord.spans import Span
from onrecord.statement.speakers import Speakers, is_first_person

if TYPE_CHECKING:
    from onrecord.language import Reading

FOLDER = GOLD / "entities"
OPEN = {*range(1, 21), *range(31, 51)}
FORMS = ("name", "epithet", "pronoun", "metonym", "group", "unnamed")
# A page's byline is found before anybody in its text is.
_BYLINE = re.compile(r"^By ((?:[A-Z][\w'’.-]+ ?){2,4})$", re.MULTILINE)
_ARTICLE = re.compile(r"^(the|a|an|some|many)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """A labelled mention: where it stands, what form it has, whom it means; nobody where a reader cannot tell."""

    span: Span
    form: str
    who: frozenset[str]
    is_source: bool


@dataclass(frozen=True)
class Document:
    """A labelled text; `entities` are the labels' own, by their key."""

    id: str
    text: str
    body: int
    published: str | None
    entities: dict[str, dict[str, Any]]
    mentions: tuple[Mention, ...]


def articles(part: str) -> Iterator[Document]:
    """Our own articles of a part."""
    for path in sorted((FOLDER / "articles").glob("[0-9][0-9].json")):
        if (int(path.stem) in OPEN) == (part == "open"):
            yield own(path)


def own(path: Path) -> Document:
    """A labelled article of ours."""
    held = json.loads(path.read_text("utf-8"))
    found = [(one, kind == "sources") for kind in ("sources", "also") for one in held[kind]]
    mentions = tuple(
        Mention((one["start"], one["end"]), one["form"], frozenset(one["entities"]), is_source)
        for one, is_source in found
    )
    return Document(path.stem, held["text"], held["text"].index("\n\n"), held["published"], held["entities"], mentions)


def documents(part: str) -> Iterator[Document]:
    """The labelled PolNeAR documents of a part; none where the texts are not there."""
    held = json.loads((FOLDER / "polnear.json").read_text("utf-8"))["documents"]
    wanted = {name: labels for name, labels in held.items() if labels["sealed"] == (part == "sealed")}
    yield from of_news(wanted, "dev")


def of_news(labels: dict[str, Any], split: str) -> Iterator[Document]:
    """PolNeAR documents of a split with labels of ours, by id; none where their texts are not there."""
    here = Path(os.environ.get("ONRECORD_BENCH") or Path(__file__).parents[2] / "shared" / "bench")
    if not (here / "statements" / "score.py").is_file():
        print(f"(no PolNeAR documents at {here}: left out)")
        return
    texts = {one["id"]: one for one in polnear.documents(split)}
    for name, held in labels.items():
        mentions = tuple(
            Mention(tuple(one["head"]), one["form"], frozenset(one["entities"]), is_source=not one.get("also"))
            for one in held["sources"]
        )
        yield Document(name, texts[name]["text"], 0, texts[name]["date"], held["entities"], mentions)


def reading_of(document: Document) -> Reading:
    """A document as one article."""
    text, body = document.text, document.body
    article = polnear.article(document.id, text, title=body, body=body)
    if document.published and (day := dates.resolve(document.published, None, None)):
        article = article.model_copy(update={"published": day.time("given", ())})
    if byline := _BYLINE.search(text):
        author = Author(name=byline[1], spans=(byline.span(1),))
        article = article.model_copy(update={"byline": (author,)})
    return language.read(article, text)


class Resolver:
    """Whom a place in a text means, by what was found in it."""

    def __init__(self, document: Document) -> None:
        """Read a document."""
        self.reading = reading_of(document)
        self.statements, entities = statement.find(self.reading, entity.find(self.reading))
        self.entities = {one.id: one for one in entities}
        self._speakers = [Speakers(self.reading, self.entities)]
        self._readings = [self.reading]
        if (title := language.title_reading(self.reading)) is not None:
            self._speakers.append(Speakers(title, self.entities, by_name=True))
            self._readings.append(title)

    def who(self, span: Span) -> tuple[str, ...]:
        """The entities that a span of the text means."""
        for reading, speakers in zip(self._readings, self._speakers, strict=True):
            first, last = reading.view.here(span[0]), reading.view.here(span[1] - 1)
            if first is None or last is None or reading.doc is None:
                continue
            inside = first, last + 1
            tokens = reading.doc.char_span(*inside, alignment_mode="expand")
            if tokens is None:
                continue
            head = tokens.root
            if is_first_person(head):
                return self._quoted(span)
            return speakers.of(head, inside)[0]
        return ()

    def _quoted(self, span: Span) -> tuple[str, ...]:
        """Who speaks the words that a span stands in."""
        quoted = any(one.start <= span[0] < one.end for one in quotations(self.reading.text))
        if not quoted and (writer := self._speakers[0].writer()) is not None:
            return (writer,)
        around = [
            one
            for one in self.statements
            if one.speakers and any(start <= span[0] and span[1] <= end for start, end in one.content)
        ]
        return min(around, key=lambda one: one.content[-1][1] - one.content[0][0]).speakers if around else ()


def baseline(document: Document) -> dict[Span, str]:
    """Names and descriptions as they stand, alike where their words are: no pronoun, no epithet, no knowledge."""
    out: dict[Span, str] = {}
    known: list[tuple[tuple[str, ...], str]] = []
    for mention in sorted(document.mentions, key=lambda one: one.span):
        text = document.text[slice(*mention.span)]
        words = name_words(text)
        if mention.form == "pronoun" or not words:
            continue
        same = next((key for other, key in known if same_person(words[-1:], other)), None)
        out[mention.span] = same or f"{len(known)}:{text}"
        if same is None:
            known.append((words, out[mention.span]))
    return out


@dataclass
class Counts:
    """Mentions right, wrong and left open, by form; and entities that were put together with others."""

    right: Counter[str]
    wrong: Counter[str]
    silent: Counter[str]
    merged: int = 0
    entities: int = 0

    @classmethod
    def none(cls) -> Counts:
        """Nothing counted yet."""
        return cls(Counter(), Counter(), Counter())

    def line(self, name: str, forms: tuple[str, ...] = FORMS) -> str:
        """One line of the table."""
        right, wrong, silent = (sum(count[form] for form in forms) for count in (self.right, self.wrong, self.silent))
        all_ = right + wrong + silent
        return (
            f"{name:<22} {all_:5} {right / max(1, all_):8.3f} {wrong / max(1, all_):7.3f} {silent / max(1, all_):7.3f}"
        )


def count(document: Document, found: dict[Span, tuple[str, ...]], names: dict[str, str], counts: Counts) -> list[str]:
    """Count a document's sources; returns the lines of what went wrong."""
    home, merged = _homes(document, found)
    counts.merged += merged
    counts.entities += len({one for mention in document.mentions for one in mention.who})
    errors = []
    for mention in document.mentions:
        if not mention.is_source:
            continue
        mine = found.get(mention.span, ())
        meant = {_meant(one, mention.who, document, home, names) for one in mine}
        if meant == mention.who:
            counts.right[mention.form] += 1
            continue
        (counts.wrong if mine else counts.silent)[mention.form] += 1
        wanted = "; ".join(document.entities[one]["name"] for one in sorted(mention.who)) or "(unclear)"
        got = "; ".join(names[one] for one in mine) or "nobody"
        near = " ".join(document.text[max(0, mention.span[0] - 60) : mention.span[1] + 40].split())
        errors.append(
            f"{document.id} {mention.form}: {document.text[slice(*mention.span)]!r} {got} FOR {wanted} | {near}"
        )
    return errors


def _meant(one: str, who: frozenset[str], document: Document, home: dict[str, str], names: dict[str, str]) -> str:
    """Which labelled entity one of ours is: of those with a name it must bear it."""
    by_name = [key for key in who if _is_called(names[one], document.entities[key])]
    gold = home.get(one, "")
    if gold in who and not _is_named(document.entities[gold]):
        return gold
    return gold if gold in by_name or (gold and not by_name) else (by_name[0] if by_name else "?")


def _is_named(gold: dict[str, Any]) -> bool:
    return bool(gold["name"][:1].isupper()) and not _ARTICLE.match(gold["name"])


def _is_called(name: str, gold: dict[str, Any]) -> bool:
    mine, theirs = name_words(name), name_words(gold["name"])
    if gold["type"] == "person" and same_person(mine, theirs):
        return True
    return same_name(_ARTICLE.sub("", name), _ARTICLE.sub("", gold["name"]))


def _homes(document: Document, found: dict[Span, tuple[str, ...]]) -> tuple[dict[str, str], int]:
    """For each entity of ours the labelled one that most of its names mean; how many more are in it by whole names."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in document.mentions:
        mine = found.get(mention.span, ())
        if len(mention.who) == 1 and len(mine) == 1:
            [gold] = mention.who
            votes[mine[0]][gold] += 10 if mention.form != "pronoun" else 1
    home = {mine: max(sorted(count), key=lambda gold: count[gold]) for mine, count in votes.items()}
    by_name: dict[str, set[str]] = defaultdict(set)
    for mention in document.mentions:
        mine = found.get(mention.span, ())
        if len(mention.who) == 1 and len(mine) == 1 and _is_whole(mention, document):
            by_name[mine[0]] |= mention.who
    return home, sum(len(golds) - 1 for golds in by_name.values())


def _is_whole(mention: Mention, document: Document) -> bool:
    """Whether a mention has all of its entity's name: a surname alone may be mistaken and two people stay two."""
    [gold] = mention.who
    text = document.text[slice(*mention.span)]
    return mention.form == "unnamed" or set(name_words(document.entities[gold]["name"])) <= set(name_words(text))


def agreement() -> str:
    """How often two people mean the same by a source, their entities matched one to one by most mentions."""
    by_id = {one.id: one for part in ("open", "sealed") for one in (*articles(part), *documents(part))}
    same = count_ = 0
    for path in sorted((FOLDER / "second").glob("*.json")):
        if path.stem not in by_id:
            continue
        first = {mention.span: mention.who for mention in by_id[path.stem].mentions if mention.is_source}
        held = json.loads(path.read_text("utf-8"))["answers"]
        second = {tuple(one["span"]): frozenset(one["entities"]) for one in held}
        votes = Counter(
            (*mine, *second[span]) for span, mine in first.items() if len(mine) == len(second.get(span, ())) == 1
        )
        known: dict[str, str] = {}
        for (theirs, mine), _ in votes.most_common():
            if mine not in known and theirs not in known.values():
                known[mine] = theirs
        for span, answer in second.items():
            count_ += 1
            same += {known.get(one, one + "?") for one in answer} == first[span]
    return f"two people agree on {same} of {count_} sources ({same / max(1, count_):.1%})"


def main() -> None:
    """Resolve and print the tables."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("part", nargs="?", choices=["open", "sealed"], default="open")
    ask.add_argument("--set", choices=["articles", "polnear"], help="only these texts")
    ask.add_argument("--errors", action="store_true", help="list what was wrong or left open")
    ask.add_argument("--agreement", action="store_true", help="tell how far two annotators agree")
    asked = ask.parse_args()
    if asked.agreement:
        print(agreement())
        return
    for name, load in (("articles", articles), ("polnear", documents)):
        if asked.set not in (None, name):
            continue
        mine, plain = Counts.none(), Counts.none()
        errors: list[str] = []
        for document in load(asked.part):
            resolver = Resolver(document)
            found = {mention.span: resolver.who(mention.span) for mention in document.mentions}
            errors += count(document, found, {key: one.name for key, one in resolver.entities.items()}, mine)
            words = baseline(document)
            count(
                document,
                {span: (key,) for span, key in words.items()},
                {key: key.split(":", 1)[1] for key in words.values()},
                plain,
            )
        if asked.errors and asked.part == "open":
            print(*errors, sep="\n")
        print(f"{name + ', ' + asked.part:<22} count    right   wrong    open    by names alone: right")
        for line, forms in (
            ("all", FORMS),
            ("pronouns, epithets", ("pronoun", "epithet")),
            *((f, (f,)) for f in FORMS),
        ):
            print(f"{mine.line(line, forms)}    {plain.line('', forms)[29:37]}")
        share = mine.merged / max(1, mine.entities)
        print(f"wrongly put together: {mine.merged} of {mine.entities} entities ({share:.1%})\n")


if __name__ == "__main__":
    main()
