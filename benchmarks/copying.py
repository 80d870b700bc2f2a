"""Families of copied articles, made from real ones as newsrooms make them, with the true kind of each pair.

A wire story is printed under another headline, cut, put into house style, rewritten, brought up to date, and a
paragraph of it turns up in a report on something else. Every sentence that is made remembers the source sentence it
comes from, so that the kind of a pair is counted by the rule of tests/gold/copies/CODEBOOK.md, and not taken from the
edit's name: two copies cut to different halves share nothing. Datelines, bylines and credit lines are put on when an
article is printed, and are no sentences.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import chain, combinations, pairwise
from random import Random
from typing import NamedTuple

from benchmarks import copying_edits as pen

REWORDED_AT = (
    0.6  # the most of its word 3-grams that a sentence may keep and be called reworded: our reading of "nearly"
)
HALF = 0.5  # of the shorter text's sentences: the codebook's border of "one text"
PASSAGE = 4  # word 3-grams that two articles' sentences share at least, to be called overlap: six words in a row
KIN = (
    0.08  # of a source's word 5-grams found in an earlier one: from here both may tell one story, the later is left out
)
BRIEF = 60  # words: a cut that leaves fewer is not made
LONG = 8  # paragraphs: a story of more can lend one of its second half, or take one in
SINGLE, PLANTED = 0.15, 0.3  # of the sources: those left without a copy; those drawn in twos that share a paragraph
AGENCIES = ("Norpress", "Continental News", "ARN", "Meridian Wire", "")
OUTLETS = (
    "Alder Gazette", "Brackwater Post", "Capitol Ledger", "Cobden Times", "Daily Harbinger", "Dunmore Herald",
    "Fairhaven Sun", "Hillcrest Observer", "Inland Tribune", "Juniper Star", "Kestrel Online", "Lakeside Journal",
    "Marlow Mail", "Newbridge Echo", "Pinewood Press", "Ridgeline Report", "Southport Argus", "Wexcombe Wire",
)  # fmt: skip
PLACES = ("WASHINGTON", "NEW YORK", "CHICAGO", "COLUMBUS, Ohio", "ATLANTA", "LONDON", "DES MOINES, Iowa", "MIAMI")
REPORTERS = ("Dana Whitlock", "Ravi Sundaram", "Joan Petrakis", "Miles Okafor", "Lena Brandvold", "Tomas Echeverri")
BACKGROUND = (
    """
The Harbour Board, which runs the port, employs about 2,300 people. It has made a loss in four of the past five years.
| Port Linden has had no rail link since 1987. A study put the cost of a new one at 640 million.
| The Cobden Institute is an independent research group. It takes no money from parties and names its donors.
| Polls of this kind carry a margin of error of about three points either way. An earlier one had shown a wider gap.
| Under the state constitution, a measure needs a majority in both chambers. The governor has ten days to sign it.
| Subscribers get the Capitol Ledger briefing every weekday morning. It brings the day's votes, hearings and posts.
| If you know more about this story, write to the Brackwater Post newsroom. Tips can be sent without giving a name.
| The Alder Gazette is owned by Alder Media Group, which also runs nine local radio stations and went public in 2009.
| Kestrel Online asks readers to keep comments short, civil and on the subject. Remarks that are not are taken down.
| The commission was formed three years ago after a bridge fell in a storm. Its first report listed 41 weak crossings.
| Unemployment in the district stood at 6.1 percent last month. Two large mills have shut there within a decade.
| The views in this column are those of the writer and do not have to be those of the Inland Tribune or its editors.
| Marosvar has argued over the river border since a treaty of 1923. Talks under a mediator broke off in the spring.
| The Dunmore Foundation paid for part of this reporting. It had no say in it and did not see it before it was printed.
| About one voter in five casts a ballot by mail, a share that has doubled in ten years. Clerks count them at dawn.
| Velmark Steel, the region's largest employer, laid off 800 people last year. It has said that orders are coming back.
| The Meridian Prize is given for work on public health. Its past winners include two ministers and a clinic's founder.
| Court papers in the case run to 9,000 pages and most are sealed. A hearing on opening them has been put off twice.
| The law was passed eleven years ago with votes from both parties. It has been amended six times since.
| Ridgeline Report checks what public figures say against records. Each verdict is read by two editors before it runs.
| The town of Fairhaven has about 18,000 people and one hospital. The nearest large city is two hours away by road.
| The airport handled 7.4 million passengers last year. A plan for a third runway was rejected in a vote.
| Researchers followed 1,200 households for six years. The study has not been repeated elsewhere.
| The Juniper Star and its sister papers will print a guide to the ballot on Sunday, with every candidate and measure.
| The pipeline would run for 310 miles and cross four counties. Farmers along the way have sued to stop it.
| The union speaks for some 14,000 teachers, drivers and cooks. Its last contract ran out in June.
""".replace("\n|", "|")
    .strip()
    .split("| ")
)
DEVELOPMENTS = (
    "{name} faced new questions on {day}, hours after the first reports, as both sides prepared their answers.",
    "Aides to {name} said on {day} that a fuller statement would follow by the end of the week.",
    "The dispute around {name} widened on {day} when two more lawmakers asked for the papers to be made public.",
    "{name} had no further comment on {day}, and a meeting planned for the evening was called off.",
)
NOTES = (
    "UPDATE: This story has been updated with further details.",
    "This article was updated on {day} to add comment.",
    "Editor’s note: An earlier version of this article was published before all of the results were known.",
)
WORD = re.compile(r"[^\W_]+(?:[’.][^\W_]+)*")
SENTENCE_END = re.compile(r"[.!?…]+[”’)]*\s+(?=[“‘(]?[A-Z0-9$])")
NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Govs?|Gen|Lt|Col|Sgt|St|Jr|No|vs?|Rev|Prof|Inc|Corp|Co|Ltd|Jan|Feb|Mar|Apr|Aug|Sept?"
    r"|Oct|Nov|Dec|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla"
    r"|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|[A-Z])|[A-Z]\.[A-Z])\.\s$"
)
TRAPPING = re.compile(
    r"By [A-Z][^.]{3,60}$|ABSTRACT\.$|FULL TEXT\.$|.{0,90}contributed (?:reporting|to this)|Copyright |©|Follow .* on T"
    r"|\(?(?:Reporting|Editing|Writing) by |[A-Z][A-Z ]+[.:]?$|This (?:article|story|post) (?:was|has been) updated"
)
DATELINE = re.compile(
    r"^(?:[A-Z][a-z]+ \((?:AP|AFP|UPI|Reuters)\)|[A-Z][A-Z.’ -]{2,}(?:, [A-Z][A-Za-z.]+)?(?:, [A-Z][a-z]+\.? \d+)? ?"
    r"(?:\([A-Za-z /]+\))?) — (?=[“A-Z])"
)


class Source(NamedTuple):
    """A real article to make copies of; the text's paragraphs are lines, `published` is an ISO date or time."""

    id: str
    title: str
    text: str
    outlet: str
    published: str


class Made(NamedTuple):
    """An article of a family; the family has the source's id, and number 0 in it is the wire, the source itself."""

    id: str
    family: str
    title: str
    text: str
    outlet: str
    agency: str
    url: str
    published: str


class Pair(NamedTuple):
    """Two made articles, the one made first first, and how they relate: a label of the codebook."""

    a: str
    b: str
    kind: str


class Sentence(NamedTuple):
    """A sentence as it now stands, where it comes from, and whether it begins or ends inside a longer quotation."""

    text: str
    origin: str
    spoken: bool = False


Paragraph = tuple[Sentence, ...]


class Draft(NamedTuple):
    """An article before it is printed. `version` is the number of the update that an outlet's story has come to."""

    family: str
    title: str
    body: tuple[Paragraph, ...]
    outlet: str
    agency: str
    place: str
    at: datetime
    url: str = ""
    version: int = 0

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences in reading order."""
        return list(chain.from_iterable(self.body))

    @property
    def text(self) -> str:
        """The paragraphs, a line each."""
        return "\n".join(" ".join(sentence.text for sentence in paragraph) for paragraph in self.body)

    def throughout(self, change: Callable[[str], str]) -> Draft:
        """The draft with each sentence's text put through the function."""
        return self._replace(body=tuple(tuple(s._replace(text=change(s.text)) for s in para) for para in self.body))


class Desk(NamedTuple):
    """What an editor has at hand: the lots to draw, and the wires of unrelated stories."""

    rng: Random
    others: Sequence[Draft]

    def filler(self) -> Paragraph:
        """A paragraph from elsewhere: mostly out of an unrelated story's second half, else one of the outlet's own."""
        story = self.rng.choice([other.body for other in self.others if len(other.body) > LONG] or [()])
        drawn = self.rng.choice(story[LONG // 2 :] or ((),))
        if self.rng.random() < 0.7 and sum(len(words(sentence.text)) for sentence in drawn) > 20:
            return drawn
        return paragraph_of(self.rng.choice(BACKGROUND), "own")


Edit = Callable[[Draft, Desk], Draft]


def words(text: str) -> list[str]:
    """The words that a comparison sees: no case, no punctuation."""
    return [word.replace(".", "").lower() for word in WORD.findall(text)]


@lru_cache(maxsize=1 << 16)
def grams(text: str, size: int = 3) -> frozenset[tuple[str, ...]]:
    """The text's word n-grams; a text of fewer words is one gram by itself."""
    said = words(text)
    return frozenset(tuple(said[at : at + size]) for at in range(max(1, len(said) - size + 1)))


def kept_of(text: str, source: str) -> float:
    """The share of the text's word 3-grams that stand in the source sentence, too."""
    return len(grams(text) & grams(source)) / len(grams(text))


def curled(text: str) -> str:
    """The text with one kind of quotation marks, apostrophes, dashes and spaces, as the edits know them."""
    text = re.sub(r"[^\S\n]+", " ", text.replace("''", '"').replace("``", '"'))
    text = re.sub(r'(?:^|(?<=[\s(\[—‘-]))"(?=\S)', "“", text, flags=re.MULTILINE).replace('"', "”")
    text = re.sub(r"(?:^|(?<=[\s(\[—“]))'(?=[^\W\d])", "‘", text, flags=re.MULTILINE).replace("'", "’")
    return re.sub(r" ?(?:--+|—|―) ?| [–-] ", " — ", text)


def paragraph_of(text: str, origin: str) -> Paragraph:
    """The paragraph's sentences; an origin is the sentence's first wording: one found in two sources is the same."""
    cuts = [end.end() for end in SENTENCE_END.finditer(text) if not NO_END.search(text[: end.end()])]
    found = []
    for start, end in pairwise([0, *cuts, len(text)]):
        spoken = any(text[:at].count("“") > text[:at].count("”") for at in (start, end))
        if said := " ".join(words(text[start:end])):
            known = said if said.count(" ") >= PASSAGE else f"{origin}: {said}"
            found.append(Sentence(text[start:end].strip(), known, spoken))
    return tuple(found)


NOTICES = frozenset(sentence.origin for text in BACKGROUND for sentence in paragraph_of(text, "own"))


def wire_of(source: Source, rng: Random) -> Draft:
    """The source as an agency or its own outlet first printed it, its byline, dateline and credit line taken off."""
    lines = [line.strip() for line in curled(source.text).splitlines()]
    lines = [DATELINE.sub("", line) for line in lines if line and not TRAPPING.match(line)]
    body = tuple(filter(None, (paragraph_of(line, source.id) for line in lines)))
    at = datetime.fromisoformat(source.published).replace(tzinfo=UTC)
    at += timedelta(minutes=rng.randint(5 * 60, 20 * 60) if at.hour == 0 else 0)
    named = (rng.choice(AGENCIES), rng.choice(PLACES))
    return addressed(Draft(source.id, curled(source.title), body, source.outlet, *named, at), "")


def addressed(draft: Draft, mark: str) -> Draft:
    """The draft with the web address under which its outlet keeps it."""
    house, slug = ("-".join(words(name)[:7]).replace("’", "") for name in (draft.outlet, draft.title))
    return draft._replace(url=f"https://www.{house}.example/{draft.at:%Y/%m/%d}/{slug}{mark}")


def rejoined(draft: Draft, desk: Desk) -> Draft:
    """Exact: short paragraphs joined for print, or long ones parted for the screen, or left as they are."""
    body: list[Paragraph] = []
    way = desk.rng.choice(("join", "part", "leave"))
    for paragraph in draft.body:
        at = len(paragraph) // 2 if way == "part" and not any(sentence.spoken for sentence in paragraph) else 0
        if way == "join" and body and len(body[-1]) < 3 and desk.rng.random() < 0.4:
            body[-1] += paragraph
        else:
            body += filter(None, (paragraph[:at], paragraph[at:]))
    return draft._replace(body=tuple(body))


def retitled(draft: Draft, desk: Desk) -> Draft:
    """A headline of the outlet's own, in words from the lead, or else the old one shortened."""
    leads = [pen.headline(sentence.text, desk.rng) for sentence in draft.sentences[:4]]
    plain = pen.in_other_words(re.split(r"[;:] ", draft.title)[0], desk.rng)
    return draft._replace(title=next((title for title in leads if title), plain))


def cut_to(draft: Draft, body: Sequence[Paragraph]) -> Draft:
    """The draft cut to these paragraphs, if what is left is still an article."""
    left = draft._replace(body=tuple(filter(None, body)))
    return left if len(words(left.text)) >= BRIEF else draft


def cut_end(draft: Draft, desk: Desk) -> Draft:
    """The story cut from the end to fit, at times down to a brief of two or three paragraphs."""
    some = max(3, round(len(draft.body) * desk.rng.uniform(0.4, 0.9)))
    return cut_to(draft, draft.body[: desk.rng.choice((2, 3, some, some, some, some))])


def cut_within(draft: Draft, desk: Desk) -> Draft:
    """Paragraphs left out of the middle: a side issue, a second voice that says the same."""
    share = desk.rng.uniform(0.1, 0.35)
    return cut_to(draft, [para for at, para in enumerate(draft.body) if at < 2 or desk.rng.random() > share])


def cut_front(draft: Draft, desk: Desk) -> Draft:
    """The second half alone, run as a side story to another outlet's own lead."""
    at = round(len(draft.body) * desk.rng.uniform(0.4, 0.6)) if len(draft.body) > LONG else 0
    return cut_to(draft, draft.body[at:])


def in_house_style(draft: Draft, desk: Desk) -> Draft:
    """The outlet's style book: per cent, honour, Senator, no "Mr."."""
    style = pen.house_style(draft.text, desk.rng)
    return draft.throughout(style)._replace(title=style(draft.title))


def filled_in(draft: Draft, desk: Desk) -> Draft:
    """One to three paragraphs put in below the second: local background, a notice to readers, more facts."""
    body = list(draft.body)
    for _ in range(min(len(body) // 3, desk.rng.randint(1, 3)) or 1):
        body.insert(desk.rng.randint(min(2, len(body)), len(body)), desk.filler())
    return draft._replace(body=tuple(body))


def swapped(draft: Draft, desk: Desk) -> Draft:
    """Two neighbouring paragraphs below the lead change places."""
    at = desk.rng.randrange(1, max(2, len(draft.body) - 1))
    return draft._replace(body=(*draft.body[:at], *draft.body[at : at + 2][::-1], *draft.body[at + 2 :]))


def merged(draft: Draft, desk: Desk) -> Draft:
    """Two wires run as one piece: the top of an unrelated story, no longer than this one, stands below it."""
    other = desk.rng.choice(desk.others).body if desk.others else ()
    keep = max(2, round(len(other) * desk.rng.uniform(0.2, 0.5)))
    return draft._replace(body=draft.body + other[: min(keep, len(draft.body) - 1)])


EDITS: dict[Edit, int] = {  # how often each is drawn; a desk cuts before it fills in
    retitled: 8, cut_end: 7, cut_within: 5, cut_front: 1, swapped: 2, in_house_style: 5, filled_in: 3
}  # fmt: skip


def edited(draft: Draft, desk: Desk) -> Draft:
    """Edited: one to four of a desk's edits, one after the other."""
    drawn = desk.rng.choices(list(EDITS), list(EDITS.values()), k=desk.rng.randint(1, 4))
    for edit in (edit for edit in EDITS if edit in drawn):
        draft = edit(draft, desk)
    return rejoined(draft, desk)


def rewritten(draft: Draft, desk: Desk) -> Draft:
    """Rewrite: told in other words, a tenth left out, and then the most literal paragraphs, while they are too many."""
    page, goal = pen.page_of(draft.text), desk.rng.uniform(0.15, 0.45)
    body: dict[int, Paragraph] = {}
    near: dict[int, list[bool]] = {}
    for at, paragraph in enumerate(draft.body):
        told: list[tuple[Sentence, float]] = []
        for sentence in paragraph:
            if at and not sentence.spoken and desk.rng.random() < 0.1:
                continue
            pieces = [[sentence.text]] if sentence.spoken else []
            pieces = pieces or [pen.reworded(sentence.text, desk.rng, page) for _ in range(6)]
            share, best = min((kept_of(" ".join(each), sentence.text), each) for each in pieces)
            told += [(sentence._replace(text=piece), share) for piece in best]
        body[at], near[at] = tuple(sentence for sentence, _ in told), [share > REWORDED_AT for _, share in told]
    literal = sorted((at for at in near if at and any(near[at])), key=lambda at: sum(near[at]) / len(near[at]))
    while literal and len(body) > 4 and sum(map(sum, near.values())) > goal * sum(map(len, near.values())):
        at = literal.pop()
        del body[at], near[at]
    draft = retitled(cut_to(draft, list(body.values())), desk)
    return desk.rng.choice((cut_end, swapped, rejoined))(draft, desk)


def new_lead(draft: Draft, desk: Desk) -> Draft:
    """What happened since goes on top, and the old lead follows."""
    name = max(sorted(pen.page_of(draft.text).surnames), key=draft.text.count, default="the campaign")
    lead = desk.rng.choice(DEVELOPMENTS).format(name=name, day=f"{draft.at:%A}")
    return draft._replace(body=(paragraph_of(pen.raised(lead), draft.family), *draft.body))


def new_figure(draft: Draft, desk: Desk) -> Draft:
    """A figure corrected throughout, mostly with a line that owns up to it."""
    figures = re.findall(r"(?<![\d.,$:-])(?!19|20)\d{2,3}\b(?![\d,.:-]\d|-| [ap]\.m|:)", draft.text)
    if not figures:
        return filled_in(draft, desk)
    old = desk.rng.choice(figures)
    new = str(int(old) + desk.rng.randint(1, 9))
    fixed = draft.throughout(lambda text: re.sub(rf"(?<![\d.,:]){old}\b(?![,.:-]\d|-)", new, text))
    return noted(fixed, desk, f"Correction: An earlier version of this article gave a figure as {old}. It is {new}.")


def new_name(draft: Draft, desk: Desk) -> Draft:
    """The spelling of a name that is not in every headline corrected throughout, mostly with a line that says so."""
    names = re.findall(r"(?<=[a-z,.] )[A-Z][a-z]+ ([A-Z][a-z]{4,})\b(?=,| said| told| wrote)", draft.text)
    rare = sorted(name for name in set(names) if draft.text.count(name) < 5 and name not in draft.title)
    if not rare:
        return filled_in(draft, desk)
    old = desk.rng.choice(rare)
    new = re.sub(r"(?<=[aeiou])([lnrts])(?=[aeiou])", r"\1\1", old, count=1)
    new = f"{old}e" if new == old else new
    fixed = draft.throughout(lambda text: re.sub(rf"\b{old}\b", new, text))
    return noted(fixed, desk, f"Correction: An earlier version of this article misspelled the name of {new}.")


def noted(draft: Draft, desk: Desk, line: str = "") -> Draft:
    """An editor's note at the top or the end; a correction is owned up to three times in four."""
    if line and desk.rng.random() < 0.25:
        return draft
    line = line or desk.rng.choice(NOTES).format(day=f"{draft.at:%A}")
    note = (Sentence(line, f"{draft.family}: {line}"),)  # a set phrase, which links no two stories
    return draft._replace(body=(note, *draft.body) if desk.rng.random() < 0.3 else (*draft.body, note))


def updated(draft: Draft, desk: Desk) -> Draft:
    """Update: one to three changes that a later state of a story brings."""
    changes = desk.rng.sample([new_lead, filled_in, filled_in, new_figure, new_name, noted], desk.rng.randint(1, 3))
    for change in changes:
        draft = change(draft, desk)
    return retitled(draft, desk) if desk.rng.random() < 0.3 else draft


def kind_of(a: Draft, b: Draft) -> str:
    """The codebook's label, counted: the shorter text's sentences, which stand in the other, and which word for word.

    The notices that outlets put under every report make no text of two, however short the rest is: at most `overlap`.
    """
    short, long = sorted((a, b), key=lambda draft: len(words(draft.text)))
    there: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for sentence in long.sentences:
        there[sentence.origin] |= grams(sentence.text)
    common = [(s, len(grams(s.text) & there[s.origin])) for s in short.sentences if s.origin in there]
    told = [count / len(grams(sentence.text)) for sentence, count in common if sentence.origin not in NOTICES]
    enough = HALF * len(short.sentences)
    if sum(share > REWORDED_AT for share in told) >= enough:
        if (a.family, a.outlet) == (b.family, b.outlet) and a.version != b.version:
            return "update"
        return "exact" if words(f"{a.title} {a.text}") == words(f"{b.title} {b.text}") else "edited"
    if len(told) >= enough:
        return "rewrite"
    return "overlap" if any(count >= PASSAGE for _, count in common) else "none"


def printed(draft: Draft, number: int, rng: Random) -> Made:
    """The article as its outlet shows it: with or without byline, place line, agency, credit line; in its own marks."""
    lines = draft.text.split("\n")
    tag, day = f" ({draft.agency})" if draft.agency else "", f"{draft.at:%B} {draft.at.day}"
    starts = ("", "", f"{draft.place}{tag} — ", f"{draft.place}, {day}{tag} — ", f"{tag.strip()} — " if tag else "")
    lines[0] = rng.choice(starts) + lines[0]
    if rng.random() < 0.35:
        lines.insert(0, f"By {rng.choice(REPORTERS)}" + (f", {draft.agency}" if rng.random() < 0.5 and tag else ""))
    if rng.random() < 0.35:
        ends = ["Reporting by {}; Editing by {}".format(*rng.sample(REPORTERS, 2))]
        ends += [f"Copyright {draft.at.year} {draft.agency}. All rights reserved.", tag.strip()] if tag else []
        lines.append(rng.choice(ends))
    title, text = pen.respaced("\n".join([draft.title, *lines]), rng).split("\n", 1)
    shown = draft.agency if rng.random() < 0.7 else ""
    named = (f"{draft.family}/{number}", draft.family, title, text, draft.outlet, shown)
    return Made(*named, draft.url, draft.at.isoformat())


def grown(wire: Draft, others: Sequence[Draft], rng: Random) -> list[Draft]:
    """The wire and mostly one to five copies, each of the wire or of an earlier copy that is one story."""
    family, bases, desk = [wire], [wire], Desk(rng, others)
    houses = rng.sample([name for name in OUTLETS if name != wire.outlet], 5)
    for number in range(1, 1 if rng.random() < SINGLE else rng.randint(2, 6)):
        base = wire if rng.random() < 0.7 else rng.choice(bases)
        edit = rng.choices((rejoined, edited, rewritten, updated, merged), (20, 33, 29, 16, 2))[0]
        if edit is updated or (edit is rejoined and rng.random() < 0.15):  # at home, upon the newest state
            base = [draft for draft in bases if draft.outlet == base.outlet][-1]
            copy = edit(base._replace(at=base.at + timedelta(minutes=rng.randint(20, 1800))), desk)
            copy = copy._replace(version=number) if edit is updated else addressed(copy, f"-{number}")
        else:
            base = base._replace(agency=base.agency or rng.choice((base.outlet, "", "")), outlet=houses.pop())
            copy = edit(base._replace(at=base.at + timedelta(minutes=rng.randint(4, 1500))), desk)
            copy = addressed(copy, f"-{number}")
        family.append(copy)
        bases += [copy] if edit is not merged else []
    return family


def unrelated(wires: Sequence[Draft]) -> list[Draft]:
    """The wires without very short ones and those that share much with an earlier one, a copy that nobody made."""
    kept: list[Draft] = []
    seen: dict[tuple[str, ...], int] = {}
    for wire in wires:
        own = grams(wire.text, 5)
        shared = Counter(seen[gram] for gram in own if gram in seen)
        if len(own) > 2 * BRIEF and max(shared.values(), default=0) < KIN * len(own):
            seen |= dict.fromkeys(own, len(kept))
            kept.append(wire)
    return kept


def planted(wires: Sequence[Draft], rng: Random) -> list[Draft]:
    """The wires, some with another's paragraph (or two) below their fourth: a quotation, background, or a notice."""
    wires = list(wires)
    long = [at for at, wire in enumerate(wires) if len(wire.body) > LONG]
    drawn = rng.sample(long, round(PLANTED * len(long) / 2) * 2)
    for giver, taker in zip(drawn[::2], drawn[1::2], strict=True):
        body = wires[giver].body[LONG // 2 :]
        quoting: list[tuple[Paragraph, ...]] = [
            (para,) for para in body if any("“" in sentence.text for sentence in para)
        ] or [body[:1]]
        notice = (paragraph_of(rng.choice(BACKGROUND), "own"),)
        at = rng.randrange(len(body) - 1)
        passage: tuple[Paragraph, ...] = rng.choice((rng.choice(quoting), body[at : at + 1], body[at : at + 2], notice))
        for each in (giver, taker) if passage is notice else (taker,):
            body = wires[each].body
            at = rng.randint(LONG // 2, len(body))
            wires[each] = wires[each]._replace(body=(*body[:at], *passage, *body[at:]))
    return wires


def families(articles: Sequence[Source], *, seed: int) -> tuple[list[Made], list[Pair]]:
    """A family of copies for each article; the pairs: all within a family, and those of two that share a passage.

    A pair of two families that is not among them is `none`. Left out is an article that is very short or has too much
    in common with an earlier one. Raises ValueError where an article's time is no ISO date.
    """
    rng = Random(seed)  # noqa: S311 - lots drawn to imitate, not to hide
    wires = planted(unrelated([wire_of(article, rng) for article in articles]), rng)
    made: list[Made] = []
    drafts: list[Draft] = []
    for at, wire in enumerate(wires):
        family = grown(wire, [*wires[:at], *wires[at + 1 :]], rng)
        made += [printed(draft, number, rng) for number, draft in enumerate(family)]
        drafts += family
    holders: dict[str, set[int]] = defaultdict(set)
    for at, draft in enumerate(drafts):
        for origin in (draft.family, *(sentence.origin for sentence in draft.sentences)):
            holders[origin].add(at)
    related = sorted({pair for found in holders.values() for pair in combinations(sorted(found), 2)})
    kinds = [(a, b, kind_of(drafts[a], drafts[b])) for a, b in related]
    return made, [
        Pair(made[a].id, made[b].id, kind) for a, b, kind in kinds if kind != "none" or made[a].family == made[b].family
    ]
