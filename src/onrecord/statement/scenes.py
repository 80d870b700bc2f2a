"""When and where it was said, carried over from sentence to sentence until another time or occasion is told.

"Late on Tuesday, Salk said that a storm had brought the line down. “There was nothing to be done,” he said."

Both were said on Tuesday. What is told as earlier ("Salk had said on Monday") holds for itself; what is told as always
true ("has long said") was said nobody knows when. What no expression tells is put down to the week up to the day of the
report, and `unresolved` says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from onrecord.language import dates
from onrecord.model import Phrase, Time
from onrecord.spans import Span
from onrecord.statement.circumstances import Circumstances, Told, governing, mentions, occasions_in
from onrecord.statement.cues import verbs, word_list

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from onrecord.language.reading import Reading
    from onrecord.statement.speakers import Speakers

# Told as past already when the rest was said, or as said again and again.
_EARLIER = frozenset({"once", "long", "always", "often", "repeatedly", "previously", "already", "before", "frequently"})
# Of what is said on a day that the text tells, most is said in the week up to the report (see docs/quality.md).
_WEEK = timedelta(days=6)
# For so many paragraphs a day that was told holds for its speaker, and for others who speak at the same occasion; each
# statement that it held for counts anew. By reading: on labelled news some go astray beyond.
_OWN, _OF_ALL, _UNNAMED = 5, 2, 1
_AS_ONE = 4
_NOT_TOLD = "no expression tells when; put down to the week up to the report"
_NO_DAY = "no expression tells when, and the day of the report is not known"
_BACKGROUND = "told as said before, and nothing tells when"
# What is called by somebody else's name, or by no name: "Ostrel's spy chief", "The operator".
_POSSESSED = re.compile("^(?:The|A|An|His|Her|Its|Their) |['’]s ")


class Saying(NamedTuple):
    """What a statement shows of itself: its cue, what it says as ranges of the view, who says it."""

    cue: Token | None
    content: Sequence[Span]
    speakers: Sequence[str]
    is_direct: bool = False


class Scene(NamedTuple):
    """When and where something was said; why it is not known when, where it is not."""

    said: Time | None
    place: Phrase | None
    reason: str | None = None


class _Spot(NamedTuple):
    """A place in the text, by the numbers of its sentence and paragraph."""

    sentence: int
    paragraph: int


class _Known(NamedTuple):
    """What was told last of where somebody speaks."""

    time: Time | None
    place: Phrase | None
    spot: _Spot


def scenes(sayings: Sequence[Saying], reading: Reading, speakers: Speakers) -> list[Scene]:
    """When and where each of the sayings was said."""
    if not sayings:
        return []
    around = Circumstances(reading, [one.content for one in sayings])
    story = _Story(around, reading, speakers, sayings)
    order = sorted(range(len(sayings)), key=lambda index: _place_of(sayings[index]))
    found = {index: story.scene(sayings[index]) for index in order}
    return [found[index] for index in range(len(sayings))]


def _place_of(saying: Saying) -> int:
    return saying.cue.i if saying.cue is not None else -1


class _Story:
    """The walk through the sayings of an article, knowing what was told last of each speaker."""

    def __init__(self, around: Circumstances, reading: Reading, speakers: Speakers, sayings: Sequence[Saying]) -> None:
        self._around = around
        self._reading = reading
        self._speakers = speakers
        self._of_speaker: dict[str, _Known] = {}
        self._of_all: _Known | None = None
        self._unnamed: _Known | None = None
        self._read = 0
        self._paragraphs = [start for start, _ in reading.paragraphs]
        self._sentences = [sentence.start for sentence in reading.doc.sents] if reading.doc is not None else []
        self._speaking = {one.cue.sent.start for one in sayings if one.cue is not None}

    def scene(self, saying: Saying) -> Scene:
        """When and where something was said, its own sentence first."""
        cue = saying.cue
        if cue is None:
            return self._unknown()
        self._read_up_to(cue.sent)
        told = self._around.time(cue, saying.content)
        place = self._around.place(cue, saying.content, self._is_place)
        if told is not None:
            return self._remembered(saying, cue, told, place)
        scene = self._carried(saying, cue, place)
        self._unnamed = None  # whoever was told of without a name is named by now, or another speaks
        return scene

    def _carried(self, saying: Saying, cue: Token, place: Phrase | None) -> Scene:
        if _is_earlier(cue):
            return Scene(None, place, _BACKGROUND)
        known = None if cue.tag_ in {"VBZ", "VBP"} else self._before(saying, cue)
        if known is not None:
            place = place or known.place
            self._remember(saying, _Known(known.time, place, self._spot(cue)))
            return Scene(known.time, place) if known.time is not None else self._unknown(place)
        # Nor is it that of others who speak before: their occasion is not this speaker's.
        self._remember(saying, _Known(None, place, self._spot(cue)))
        return self._unknown(place)

    def _remembered(self, saying: Saying, cue: Token, told: Told, place: Phrase | None) -> Scene:
        if not _is_earlier(cue):
            known = _Known(told.time, place, self._spot(cue))
            self._remember(saying, known)
            self._of_all = known if _is_gathering(cue.sent) else None
            self._unnamed = known if not any(map(self._is_named, saying.speakers)) else None
        if told.time is None:
            words = " ".join(self._reading.view.text[slice(*told.span)].split())
            return Scene(None, place, f"nothing tells which day {words!r} is")
        return Scene(told.time, place)

    def _remember(self, saying: Saying, known: _Known) -> None:
        for speaker in saying.speakers:
            self._of_speaker[speaker] = known

    def _is_place(self, token: Token) -> bool:
        entity = self._speakers.entities.get(self._speakers.at(token) or "")
        return entity is not None and entity.type in {"place", "country"}

    def _is_named(self, who: str) -> bool:
        """Whether somebody has a name, and so is not who is named a sentence later: "the spy chief", "officials"."""
        entity = self._speakers.entities[who]
        return (
            entity.type in {"person", "country", "igo"}
            and entity.name[:1].isupper()
            and not _POSSESSED.search(entity.name)
        )

    def _before(self, saying: Saying, cue: Token) -> _Known | None:
        """What was told last of where this speaker speaks: by themselves, about them, or of all who speak there."""
        here = self._spot(cue)
        own = next((self._of_speaker[who] for who in saying.speakers if who in self._of_speaker), None)
        near = [one for one in (own, self._told_about(saying, cue)) if one is not None and _reaches(one, here, _OWN)]
        if (
            self._of_all is not None
            and _reaches(self._of_all, here, _OF_ALL)
            and occasions_in(cue.sent) <= word_list("gatherings")
        ):
            near.append(self._of_all)
        if not near and saying.is_direct and self._unnamed is not None and _reaches(self._unnamed, here, _UNNAMED):
            return self._unnamed
        return max(near, key=lambda one: one.spot, default=None)

    def _spot(self, token: Token) -> _Spot:
        return _Spot(bisect_right(self._sentences, token.i), bisect_right(self._paragraphs, token.idx))

    def _read_up_to(self, sentence: Tokens) -> None:
        """Note the sentences that only tell where people spoke: "The two met in Geneva on Tuesday."."""
        while self._read < sentence.start:
            passed = sentence.doc[self._read].sent
            self._read = passed.end
            if passed.start in self._speaking or not _is_meeting(passed):
                continue
            told, place = self._around.in_sentence(passed), self._around.place(passed.root, (), self._is_place)
            if told is not None or place is not None:
                time = told.time if told is not None else self._of_all.time if self._of_all is not None else None
                self._of_all = _Known(time, place, self._spot(passed.root))

    def _told_about(self, saying: Saying, cue: Token) -> _Known | None:
        """What the sentence before, in the same paragraph, tells of a speaker who does not speak in it."""
        sentence = cue.sent
        if sentence.start == 0:
            return None
        before = cue.doc[sentence.start - 1].sent
        begun = [bisect_right(self._paragraphs, one.start_char) for one in (before, sentence)]
        if begun[0] != begun[1] or before.start in self._speaking or not self._is_about(before, saying):
            return None
        told = self._around.in_sentence(before)
        if told is None:
            return None
        return _Known(told.time, self._around.place(before.root, (), self._is_place), self._spot(before.root))

    def _is_about(self, sentence: Tokens, saying: Saying) -> bool:
        return any(self._speakers.at(token) in saying.speakers for token in sentence)

    def _unknown(self, place: Phrase | None = None) -> Scene:
        """The week up to the report, where its day is known."""
        published = self._reading.article.published
        day = dates.known_day(published)
        if published is None or day is None:
            return Scene(None, place, _NO_DAY)
        last = max(date.fromisoformat(day), date.min + _WEEK)
        week = dates.days(last - _WEEK, last)
        return Scene(week.time(published.basis, published.evidence), place, _NOT_TOLD)


def _reaches(known: _Known, here: _Spot, far: int) -> bool:
    """Whether what was told some paragraphs back still holds: a day longer than a year."""
    exact = known.time is None or dates.known_day(known.time) is not None
    # Of a text that runs on without paragraphs some sentences count as one.
    away = max(here.paragraph - known.spot.paragraph, (here.sentence - known.spot.sentence) // _AS_ONE)
    return away <= (far if exact else 0)


def _is_gathering(sentence: Tokens) -> bool:
    """Whether something is said where several speak one after another: "at a hearing on Monday"."""
    told = [sentence.root, *sentence.root.children]
    told += [inner for child in sentence.root.children if child.dep_ == "prep" for inner in child.children]
    return any(token.lemma_.lower() in word_list("gatherings") for token in told)


def _is_meeting(sentence: Tokens) -> bool:
    """Whether a sentence tells of people who come to speak: "The two met in Geneva on Tuesday."."""
    return sentence.root.lemma_.lower() in verbs("meeting") or _is_gathering(sentence)


def _is_earlier(cue: Token) -> bool:
    """Whether something is told as said before all else here, or again and again: "had said", "has long argued"."""
    told = set(mentions(cue))
    return "had" in told or bool((told | set(governing(cue))) & _EARLIER)
