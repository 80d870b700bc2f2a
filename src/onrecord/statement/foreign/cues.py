"""The cue beside a quotation, where there is no parse to ask: just after it, or before it and its colon.

    „Der Anfang zählt“, sagte er.        « Tout est dit », a-t-elle déclaré.        Arven, "..." dedi.
    Ihr Sprecher Jonas Tiede sagte: »...«

A quotation that only stands in a sentence (der Verein „Freie Fahrt“ sagte ab) opens none, and has no cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from onrecord.spans import Span
from onrecord.statement.foreign.page import DASHES, FULL_STOPS, Page
from onrecord.statement.foreign.sources import Phrase, is_pronoun, phrase_after
from onrecord.statement.foreign.subjects import phrase_before, phrase_of_verb_at_end
from onrecord.statement.foreign.words import GAP, Form, Lexicon, Word

if TYPE_CHECKING:
    from onrecord.language.marks import Quotation

# How many words may stand between the parts of a cue with its source within ("fügte ... hinzu"), between its other
# parts ("a également déclaré"), between a quotation and its cue, and between a cue and its colon.
_WIDEST_GAP, _BETWEEN_PARTS, _BEFORE_CUE, _BEFORE_COLON = 10, 2, 3, 14


class Cue(NamedTuple):
    """A cue as ranges of words, where it ends, the source that stands within it (if it does), and its act."""

    parts: tuple[tuple[int, int], ...]
    end: int
    act: str
    within: Phrase | None
    is_verb: bool

    @property
    def first(self) -> int:
        """Its first word."""
        return self.parts[0][0]


class Attribution(NamedTuple):
    """What says whose a quotation is: the cue and the source, None where none is named.

    `bare` says that nothing but the cue stands there, so that a language whose verbs need no subject names nobody.
    """

    cue: Cue
    source: Phrase | None
    bare: bool = False


def attribution_after(page: Page, quotation: Quotation) -> Attribution | None:
    """The cue that follows a quotation, and its source."""
    lexicon, (at, last) = page.lexicon, page.after(quotation)
    if lexicon is None or at >= last:
        return None
    words, first = page.words, at
    while at < last and (words[at].text == "," or words[at].text in DASHES):
        at += 1
    is_set_off = at > first or page.inner(quotation)[-1:] in {*FULL_STOPS, ",", *DASHES}
    is_final = lexicon.trait("final")
    source = None
    if not page.opens_sentence(quotation):
        # Where the verb ends the sentence its source stands before the quotation.
        source = phrase_of_verb_at_end(words, *page.before(quotation), lexicon) if is_final else None
        if source is None:
            return None
    if not (is_set_off or is_final):
        return None
    found = _cue_near(words, at, last, lexicon)
    if found is not None:
        source = _source_behind(words, found, last, lexicon) or source
    elif source is None and (at > first or page.inner(quotation)[-1:] == ","):
        subject = phrase_after(words, at, last, lexicon)
        found = cue_at(words, subject.last, last, lexicon) if subject else None
        source = subject
    if found is None or _is_withheld(words, at, found.end + 2, last, lexicon):
        return None
    if source is None and not found.is_verb:
        return None
    is_thing = source is None and found.end < last and _names_thing(words, found.end, last, lexicon)
    return None if is_thing else Attribution(found, source, bare=_is_bare(words, found.end, last, lexicon))


def _cue_near(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> Cue | None:
    """A cue within the first words: with an adverb, a dative or "according to what" before it at most."""
    for at in range(first, min(last, first + _BEFORE_CUE)):
        found = cue_at(words, at, last, lexicon)
        if found is not None and found.is_verb and words[at].text[0].islower():
            return found
        if found is not None and words[at].text[0].islower():
            # "según explicó X": what follows is a verb of its own.
            verb = cue_at(words, found.end, last, lexicon)
            return verb if verb is not None and verb.is_verb else found
        if not (lexicon.is_time(words[at]) or lexicon.has(words[at], "skip", "preposition")) and not (
            lexicon.has(words[at], "stop") and at + 1 < last and lexicon.is_time(words[at + 1])
        ):
            return None
    return None


def cue_at(words: Sequence[Word], at: int, last: int, lexicon: Lexicon) -> Cue | None:
    """The longest cue that begins at a word."""
    if at >= last:
        return None
    for form in lexicon.forms.get(words[at].lower, ()):
        found = _matched(form, words, at, last, lexicon)
        if found is not None:
            return found
    return None


def _matched(form: Form, words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> Cue | None:
    """A cue where its form stands at a word."""
    # Elided articles are words of their own: d'après is two.
    is_verb = not lexicon.is_form("".join(form.words), "preposition")
    at, begin, gap, parts = first + 1, first, False, []
    within: Phrase | None = None
    for word in form.words[1:]:
        if word == GAP:
            gap = True
            continue
        reach = at + (_WIDEST_GAP if gap else _BETWEEN_PARTS) + 1
        found = next((there for there in range(at, min(last, reach)) if words[there].lower == word), None)
        if found is None:
            return None
        if gap:
            within = phrase_after(words, at, found, lexicon)
            parts.append((begin, at))
            begin, gap = found, False
        else:
            for there in range(at, found):
                if is_pronoun(words[there], lexicon):
                    within = Phrase(there, there + 1, there + 1)
                elif not lexicon.has(words[there], "skip"):
                    return None
        at = found + 1
    return Cue((*parts, (begin, at)), at, form.act, within, is_verb)


def _source_behind(words: Sequence[Word], cue: Cue, last: int, lexicon: Lexicon) -> Phrase | None:
    return cue.within or phrase_after(words, cue.end, last, lexicon)


def _names_thing(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether what follows a cue is no one who speaks: „...“, so das Motto."""
    nouns = (word for word in words[first : min(last, first + 3)] if not lexicon.has(word, "article"))
    return any(lexicon.has(word, "thing") for word in nouns)


def _is_withheld(words: Sequence[Word], first: int, end: int, last: int, lexicon: Lexicon) -> bool:
    """Whether something says that nobody said so: never said, if he says, would say."""
    return any(lexicon.has(word, "not") for word in words[first : min(end, last)])


def _is_bare(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether too little follows a cue for somebody to be named there."""
    rest = [word for word in words[first:last] if word.is_word]
    return len(rest) <= _BEFORE_CUE and not any(word.is_capital or lexicon.has(word, "article") for word in rest)


def attribution_before(page: Page, quotation: Quotation) -> Attribution | None:
    """The cue that leads up to a quotation and its colon, and its source."""
    lexicon = page.lexicon
    lead = page.lead_in(quotation)
    if lexicon is None or lead is None:
        return None
    first, last = lead
    words = page.words
    cue = None
    for at in range(first, last):
        found = cue_at(words, at, last, lexicon)
        if found is not None and (found.is_verb or at == first) and (cue is None or found.end > cue.end):
            cue = found
    if cue is None or last - cue.end > _BEFORE_COLON:
        return None
    clause = max((at + 1 for at in range(first, cue.first) if words[at].text == ","), default=first)
    if _is_withheld(words, clause, last, last, lexicon):
        return None
    source = _source_around(words, first, cue, last, lexicon)
    bare = source is None and _is_bare(words, first, cue.first, lexicon) and _is_bare(words, cue.end, last, lexicon)
    # Without a source the form may be an infinitive, or no verb at all.
    if source is None and not (
        lexicon.trait("prodrop") or page.goes_on(words[cue.first].start) or _is_impersonal(words, cue, lexicon)
    ):
        return None
    return Attribution(cue, source, bare) if source is not None or cue.is_verb else None


def _source_around(words: Sequence[Word], first: int, cue: Cue, last: int, lexicon: Lexicon) -> Phrase | None:
    before = phrase_before(words, first, cue.first, lexicon)
    after = _source_behind(words, cue, last, lexicon)
    if _is_impersonal(words, cue, lexicon):
        return None
    # "Für seine Leute hofft er auf ein Ende": a pronoun behind its verb leaves no doubt.
    is_inverted = (
        cue.end < last and is_pronoun(words[cue.end], lexicon) and after is not None and after.last == cue.end + 1
    )
    if not cue.is_verb or cue.within is not None or is_inverted:
        return after
    return before or after


def _is_impersonal(words: Sequence[Word], cue: Cue, lexicon: Lexicon) -> bool:
    """Whether a cue has a subject that is nobody: es heißt, говорится в сообщении."""
    return any(lexicon.has(word, "they") for first, last in cue.parts for word in words[first:last])


def means_one_person(page: Page, source: Phrase | None, cue: Sequence[Span]) -> bool:
    """Whether a source is a pronoun for one person; "sie" is one where its verb is not for several (sagte, sagten)."""
    if page.lexicon is None or source is None or source.last - source.first != 1:
        return False
    word = page.words[source.first]
    is_plural = bool(cue) and page.text[slice(*cue[0])].endswith("en")
    return page.lexicon.has(word, "pronoun") or (page.lexicon.has(word, "either") and not is_plural)
