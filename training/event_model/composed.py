"""Sentences put together from parts: every act with every status, in every frame, between all kinds of parties.

Written texts teach the words of the news, but each has one act with one status; what "is weighing" or "has yet to"
makes of an act must hold for all of them. So a sentence is composed: an act (who gives what to whom, in which words), a
status (the words around the verb and what they mean), parties and things, who reports it, and what else stands in it.
All labels follow from the parts, which are tables: `composed_acts.tsv`, `composed_statuses.tsv`, `composed_words.tsv`.
`composed_sentences.tsv` has whole sentences whose acts are marked, often several; those of `composed_traps.tsv` have
none.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from training.event_model.swap import Names, invented, real

Text = dict[str, Any]

_TRANSFERS = frozenset({"arms-deal", "arms-delivery"})
# The statuses that some acts have alone, and those that others never have.
_ALONE = {
    **dict.fromkeys(("sanction", "embargo"), frozenset({"done", "planned", "hypothetical", "suspended"})),
    "embargo-lifted": frozenset({"done", "planned", "hypothetical"}),
    "deployment": frozenset({"done", "planned", "hypothetical", "agreed", "under-way"}),
}
_NEVER = {"arms-delivery": frozenset({"refused", "offered", "negotiated"}), "arms-deal": frozenset({"under-way"})}
_WITHOUT_THINGS = frozenset({"sanction", "embargo", "embargo-lifted", "visit", "training"})
_JOINT = frozenset({"exercise", "patrol", "joint-development", "co-production"})
# Of all sentences so many are put together from act and status; the others are whole.
_FROM_PARTS = 0.5
# Of the whole ones so many tell no act at all.
_TRAPS = 0.4
# Of verbs in a passive the things stand first; these two do not read so.
_NO_PASSIVE = frozenset({"receive", "provide"})
_PLURALS = {
    "is": "are",
    "has": "have",
    "does": "do",
    "was": "were",
    **{f"{verb}s": verb for verb in ("plan", "intend", "want", "hope", "aim", "seek", "continue")},
}
_ARTICLES = ("the ", "a ", "an ")


class _Act(NamedTuple):
    """How an act is told: its mode, its verb's forms, and the table's other columns."""

    mode: str
    forms: Mapping[str, str]
    subject: str
    tails: Sequence[str]
    nouns: Sequence[tuple[str, str]]


class _Status(NamedTuple):
    """Words around an act, and what they make of it."""

    words: str
    status: str
    denied: bool


class _Party(NamedTuple):
    """One side: what stands before its span, the words, and how many of them (an article) do not belong to it."""

    before: str
    words: str
    skip: int


@dataclass
class _Made:
    """A sentence in the making: its text, and where its parts stand."""

    text: str = ""
    spans: dict[str, list[Text]] = field(default_factory=dict)

    def add(self, words: str) -> None:
        self.text += words

    def mark(self, part: str, words: str, skip: int = 0) -> None:
        start = len(self.text) + skip
        self.text += words
        self.spans.setdefault(part, []).append({"start": start, "end": len(self.text), "country": None})

    def party(self, part: str, party: _Party) -> None:
        self.add(party.before)
        self.mark(part, party.words, party.skip)

    def told(self) -> str:
        return self.text[:1].upper() + self.text[1:]

    def event(self, event: Text, trigger: Text, roles: Mapping[str, Sequence[str]]) -> Text:
        """The event with its trigger and, of each part that has a role, the place where it is named first."""
        named = {role: [span for part in parts for span in self._named(part)] for role, parts in roles.items()}
        return {**event, "trigger": trigger, **named}

    def _named(self, part: str) -> list[Text]:
        """A party once, where it is named first; things all."""
        found = self.spans.get(part, [])
        return found[:1] if part in {"g", "t", "z", "a", "b"} else found


def political(lots: random.Random) -> Text:
    """A composed text of one or two political events of all types."""
    text: str = ""
    events: list[Text] = []
    for _ in range(lots.choice((1, 1, 1, 2))):
        told, its = _whole(lots, "political")
        text += " " * bool(text)
        events += [_shifted(event, len(text)) for event in its]
        text += told
    return {"id": "composed", "text": text, "political": True, "events": _worded(text, events)}


def _table(lots: random.Random) -> str:
    return "traps" if lots.random() < _TRAPS else "sentences"


def _worded(text: str, events: list[Text]) -> list[Text]:
    """The events with the words of their spans."""
    for event in events:
        for span in (event["trigger"], *event["actors"], *event["recipients"], *event.get("items", ())):
            span["text"] = text[span["start"] : span["end"]]
    return events


def composed(lots: random.Random) -> Text:
    """A composed text of one to three sentences, with its labels as those of `training/events`."""
    text: str = ""
    events: list[Text] = []
    for _ in range(lots.choice((1, 1, 2, 2, 3))):
        made = None
        while made is None:
            made = _sentence(lots) if lots.random() < _FROM_PARTS else _whole(lots, _table(lots))
        if text:
            text += lots.choice((" ", " ", "\n\n"))
        told, its = made
        events += [_shifted(event, len(text)) for event in its]
        text += told
    return {"id": "composed", "text": text, "events": _worded(text, events)}


def _shifted(event: Text, by: int) -> Text:
    def moved(span: Text) -> Text:
        return {**span, "start": span["start"] + by, "end": span["end"] + by}

    roles = ("actors", "recipients", "items")
    lists: Text = {role: [moved(span) for span in event[role]] for role in roles if role in event}
    return {**event, **lists, "trigger": moved(event["trigger"])}


def _sentence(lots: random.Random) -> tuple[str, list[Text]] | None:
    """A sentence and its event; None where the act and the status drawn do not go together."""
    act = lots.choice(_acts())
    way = lots.choices(("verb", "passive", "noun"), (0.62, 0.13, 0.25))[0]
    words, status, denied = lots.choice(_statuses()[way])
    meant = _meant(act, status, denied=denied)
    if meant is None or (way == "passive" and (act.mode not in _TRANSFERS or act.forms["base"] in _NO_PASSIVE)):
        return None
    one, other, third = (_state(lots) for _ in range(3))
    parties = {"g": _party(one, lots), "t": _party(other, lots)}
    report, ahead = _word("reported", lots), _word("ahead", lots)
    claimed, report = report.startswith("c "), report.removeprefix("c ")
    before, _, behind = report.partition("{x}" if "{x}" in report else "{l}")
    made = _Made(before.replace("{w}", f"{third.adjective} officials"))
    if report.startswith("{x}") and ahead:
        made.add(f"{ahead} ")
        claimed = claimed or ahead.startswith("According")
    {"verb": _by_verb, "passive": _in_passive, "noun": _by_noun}[way](made, act, words, parties, lots)
    when = _word("when", lots)
    made.add(f" {when}" if when else "")
    made.add(_word("tail", lots).replace("{z}", third.name))
    made.add(behind.replace("{w}", f"{third.adjective} officials") + ".")
    mode, status = meant
    event: Text = {"mode": mode, "status": status, "denied": denied, "claimed": claimed}
    return made.told(), [made.event(event, made.spans["trigger"][0], _roles(act, mode))]


def _whole(lots: random.Random, table: str) -> tuple[str, list[Text]]:
    """A sentence of a table of whole ones, with as many events as it marks."""
    report = _word("reported", lots)
    claimed, report = report.startswith("c "), report.removeprefix("c ")
    before, _, behind = report.partition("{x}" if "{x}" in report else "{l}")
    one, other, third = (_state(lots) for _ in range(3))
    parties = {"g": _party(one, lots), "t": _party(other, lots), "z": _party(third, lots)}
    parties |= {"a": _of_state(one, "authority", lots), "b": _of_state(one, "people", lots)}
    made = _Made(before.replace("{w}", "officials"))
    marked: list[tuple[str, Text]] = []
    sentence = rest = lots.choice(_sentences(table))
    while rest:
        plain, opens, rest = rest.partition("[")
        _tail(made, plain, parties, lots)
        if opens:
            words, mode, status, *more = rest.partition("]")[0].split("|")
            rest = rest.partition("]")[2]
            start = len(made.text)
            _tail(made, words, parties, lots)
            marked.append((" ".join(more), {"mode": mode, "status": status, "start": start, "end": len(made.text)}))
    made.add(behind.replace("{w}", "officials") + ".")
    events = []
    for flags, one_ in marked:
        kind = one_["mode"]
        event: Text = {"type": kind, "mode": None} if kind.isupper() else {"mode": kind}
        event |= {"status": one_["status"], "denied": "denied" in flags, "claimed": claimed or "claimed" in flags}
        roles = _flagged(kind, flags, at_home="{a}" in sentence or "{b}" in sentence)
        events.append(made.event(event, {"start": one_["start"], "end": one_["end"]}, roles))
    return made.told(), events


def _flagged(mode: str, flags: str, *, at_home: bool) -> dict[str, Sequence[str]]:
    """The parts of each role: those of the mode, less what its flags say (a=t, r=, i=j); `at_home`: within a state."""
    things = "" if mode in _WITHOUT_THINGS else "i"
    roles: dict[str, Sequence[str]] = {"actors": "g", "recipients": "t", "items": things}
    if mode.isupper():
        # Things were not looked for in political texts.
        roles = {"actors": "a", "recipients": "b"} if at_home else {"actors": "g", "recipients": "t"}
    elif mode == "arms-request":
        roles = {"actors": "t", "recipients": "g", "items": things}
    elif mode in _JOINT:
        roles = {"actors": "gt", "recipients": "", "items": things}
    elif mode == "deployment":
        roles = {"actors": "g", "recipients": "", "items": things}
    for flag in flags.split():
        short, equals, parts = flag.partition("=")
        if equals:
            roles[{"a": "actors", "r": "recipients", "i": "items"}[short]] = parts
    return roles


def _meant(act: _Act, status: str, *, denied: bool) -> tuple[str, str] | None:
    """The mode and status that an act with these words has; None where the two do not go together."""
    if act.mode in _TRANSFERS and status == "offered":
        return ("arms-offer", "offered") if act.subject == "g" else None
    if act.mode in _TRANSFERS and status == "refused":
        return "arms-refusal", "refused"
    if status not in _ALONE.get(act.mode, {status}) or status in _NEVER.get(act.mode, ()):
        return None
    if act.forms["base"] == "order" and status == "done" and not denied:
        return act.mode, "ordered"
    return act.mode, status


def _roles(act: _Act, mode: str) -> dict[str, Sequence[str]]:
    """Which part has which role; a buyer who declines acts, and whoever is declined receives."""
    if len(act.subject) > 1:
        return {"actors": "gt", "recipients": "", "items": "i"}
    if mode == "arms-refusal" and act.subject == "t":
        return {"actors": "t", "recipients": "g", "items": "i"}
    recipients = "" if mode == "deployment" else "t"
    return {"actors": "g", "recipients": recipients, "items": "" if mode in _WITHOUT_THINGS else "i"}


def _by_verb(made: _Made, act: _Act, words: str, parties: Mapping[str, _Party], lots: random.Random) -> None:
    """Who acts, the verb with what governs it, and what stands behind: "Norland is ready to sell Suvia 20 jets"."""
    _subject(made, act.subject, parties)
    form = next(name for name in act.forms if "{" + name + "}" in words)
    before = _agreeing(words, act.subject).partition("{" + form + "}")[0]
    # Nothing stands between an act and "agreed to": the two are one trigger.
    own = next((one for one in _words()["governing"] if before.endswith(f"{one} ") and "not agreed" not in before), "")
    own = f"{own} " if own else ""
    made.add(f" {before[: len(before) - len(own)]}")
    made.mark("trigger", own + act.forms[form])
    made.add(" ")
    _tail(made, lots.choice(act.tails), parties, lots)


def _in_passive(made: _Made, act: _Act, words: str, parties: Mapping[str, _Party], lots: random.Random) -> None:
    """The things first: "20 jets were sold to Norland by Suvia", with or without who did it."""
    _things(made, lots)
    made.add(f" {words} ")
    made.mark("trigger", act.forms["done"])
    first, second = (("to", "t"), ("by", "g")) if act.subject == "g" else (("by", "t"), ("from", "g"))
    for word, part in (first, second) if lots.random() < 0.6 else (first,):
        made.add(f" {word} ")
        made.party(part, parties[part])


def _by_noun(made: _Made, act: _Act, words: str, parties: Mapping[str, _Party], lots: random.Random) -> None:
    """The act as a noun: "Norland suspended the sale of 20 jets to Suvia"."""
    noun, phrase = lots.choice(act.nouns)
    subject = act.subject
    if len(subject) == 1 and "{g}" in phrase:
        subject = "t"
    elif len(subject) == 1 and "{t}" in phrase:
        subject = "g"
    _subject(made, subject, parties)
    before, _, behind = words.removeprefix("{s} ").partition("{n}")
    first, _, last = phrase.partition("{n}")
    made.add(f" {_agreeing(before, subject)}{first}")
    made.mark("trigger", noun)
    _tail(made, last, parties, lots)
    made.add(behind)


def _subject(made: _Made, subject: str, parties: Mapping[str, _Party]) -> None:
    for index, part in enumerate(subject):
        made.add(" and " if index else "")
        made.party(part, parties[part])


def _agreeing(words: str, subject: str) -> str:
    """The words in the plural where two act."""
    first, _, rest = words.partition(" ")
    return f"{_PLURALS.get(first, first)} {rest}" if len(subject) > 1 and rest else words


def _tail(made: _Made, tail: str, parties: Mapping[str, _Party], lots: random.Random) -> None:
    """What stands behind a verb or noun, with its parts filled in."""
    kinds = {"k": "knowledge", "s": "secret", "f": "force"}
    while tail:
        before, _, behind = tail.partition("{")
        made.add(before)
        part, _, tail = behind.partition("}")
        if part in {"g", "t", "z", "a", "b", "T"}:
            made.party(part.lower(), parties[part.lower()])
        elif part in {"i", "j"}:
            _things(made, lots, part)
        elif part == "w":
            made.add(lots.choice([when for when in _words()["when"] if when]))
        elif part in kinds:
            words = _word(kinds[part], lots)
            made.mark("i", words, next((len(one) for one in _ARTICLES if words.startswith(one)), 0))
        elif part:
            made.add(_word("place" if part == "in" else "way", lots))


def _things(made: _Made, lots: random.Random, part: str = "i") -> None:
    """One to three things, most of them with a number."""
    count = lots.choice((1, 1, 1, 1, 2, 2, 3))
    for index in range(count):
        made.add("" if not index else " and " if index == count - 1 else ", ")
        many = f"{_word('number', lots)} " if lots.random() < 0.7 else ""
        adjective = _word("adjective", lots)
        adjective = f"{adjective} " if adjective else ""
        words = lots.choice(
            (
                _word("general", lots),
                f"{many}{adjective}{_word('system', lots)} {_word('noun', lots)}",
                f"{many}{adjective}{_word('system', lots)} {_word('noun', lots)}",
                f"the {_word('system', lots)}",
                f"{_word('number', lots)} {_word('calibre', lots)} shells",
                f"{many}{adjective}{_word('noun', lots)}",
            )
        )
        made.mark(part, words, 4 if words.startswith("the ") else 0)


def _state(lots: random.Random) -> Names:
    return lots.choice(real()) if lots.random() < 0.55 else invented(lots)


def _party(state: Names, lots: random.Random) -> _Party:
    """A side: a state, its capital, ministry or somebody of it, or a firm."""
    firm = f"{_word('firm', lots)} {_word('firm_kind', lots)}"
    forms = (
        _Party("", state.name, 0),
        _Party("", state.capital, 0),
        _Party("", f"the {state.adjective} {_word('of_state', lots)}", 4),
        _Party("", f"{state.name}'s {_word('of_state', lots)}", 0),
        _Party(f"{state.name}'s ", firm, 0),
        _Party("", firm, 0),
        _Party("", f"rebels in {state.name}", 0),
    )
    return lots.choices(forms, (50, 10, 15, 11, 6, 5, 3))[0]


def _of_state(state: Names, kind: str, lots: random.Random) -> _Party:
    """Somebody within a state, its authorities or its people: "Kenyan police", "students in Nairobi"."""
    words = _word(kind, lots)
    forms = (
        _Party("", f"{state.adjective} {words}", 0),
        _Party("", f"{words} in {state.capital}", 0),
        _Party("", f"{words} in {state.name}", 0),
        _Party("", f"{state.name}'s {words}", 0),
    )
    return lots.choices(forms, (50, 20, 15, 15))[0]


def _word(kind: str, lots: random.Random) -> str:
    return lots.choice(_words()[kind])


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    return {row["kind"]: tuple(row["words"].split("|")) for row in _rows("words")}


@cache
def _sentences(name: str) -> tuple[str, ...]:
    return tuple(row["sentence"] for row in _rows(name))


@cache
def _acts() -> tuple[_Act, ...]:
    return tuple(
        _Act(
            row["mode"],
            {form: row[form] for form in ("base", "past", "done", "doing")},
            row["subject"],
            row["tails"].split("|"),
            [(noun, phrase) for one in row["nouns"].split("|") for noun, _, phrase in [one.partition(": ")]],
        )
        for row in _rows("acts")
    )


@cache
def _statuses() -> Mapping[str, tuple[_Status, ...]]:
    found: dict[str, tuple[_Status, ...]] = {}
    for row in _rows("statuses"):
        one = _Status(row["words"], row["status"], row["denied"] == "yes")
        found[row["way"]] = (*found.get(row["way"], ()), one)
    return found


def _rows(name: str) -> list[dict[str, str]]:
    lines = Path(__file__).with_name(f"composed_{name}.tsv").read_text("utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
