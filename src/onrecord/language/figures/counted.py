"""What a number says something of, by the parse: in the article's words, without articles, owners and numbers.

two Patriot batteries               the noun that it stands before
5% of GDP, 12 members of the crew   what follows "of", or the noun with it
a range of 300 km                   the noun that has it
prices rose 5%, cut its rate by 1%  the subject, or the object, of a verb of amounts (data/figures/verbs.tsv)
12 helicopters and six more         what was counted before
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.language.figures.phrases import (
    LONGEST_PHRASE,
    MORE,
    NOUNS,
    is_day,
    is_designation,
    named,
    object_of,
    opens_a_measure,
    phrase,
    text_of,
)
from onrecord.language.figures.tables import verbs

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

    from onrecord.language.figures.grammar import Number
    from onrecord.spans import Span

_NO_HAVERS = frozenset(
    {"top", "excess", "minimum", "maximum", "average", "kind", "sort", "record", "none", "some", "all"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_MODIFIERS = frozenset({"nummod", "compound", "amod", "nmod", "quantmod", "npadvmod"})
# By these a number hangs on its verb ("rose to 5%"); "for 5 days" says something else.
_TO_VERB = frozenset(
    {"to", "at", "by", "from", "below", "above", "over", "under", "than", "between", "of", "around", "about"}
)
_TIME = frozenset({"last", "take", "be", "run", "span"})
_ONLY_TIME = frozenset({"last", "take"})
_TIMES = frozenset({"be", "rise", "grow", "increase"})
_STEPS_UP = 4
_VERBS = frozenset({"VERB", "AUX"})
# A figure says another one anew only right after it.
_NEAR = 3


class Counting:
    """What the numbers of one article count, asked in the order of the text."""

    def __init__(self, doc: Doc) -> None:
        """Take the parse of the article's body."""
        self._doc = doc
        self._told: list[tuple[Tokens, str | None]] = []

    def of(self, number: Number) -> str | None:
        """What a number counts; None where nothing says."""
        pieces = [found for piece in number.pieces if (found := self._tokens(piece)) is not None]
        if not pieces:
            return None
        told = number.noun or self._of(number, pieces)
        self._told.append((pieces[-1], told))
        return told

    def _tokens(self, piece: Span) -> Tokens | None:
        return self._doc.char_span(*piece, alignment_mode="expand")

    def _of(self, number: Number, pieces: list[Tokens]) -> str | None:
        for piece in reversed(pieces):
            told = (
                _after_of(piece) or _after_half(number, piece) or _within(number, piece) or _noun_after(number, piece)
            )
            if told is not None:
                return told
        last = pieces[-1]
        beside = self._beside(last)
        if beside is not None:
            return beside[1]
        if self._is_figure(last.root.head.head):
            return None
        return _having(number, last) or self._same_as_before(number, last) or _of_verb(number, last)

    def _beside(self, piece: Tokens) -> tuple[Tokens, str | None] | None:
        """The figure that this one gives once more: "33,000 ft (10,000 meters)"."""
        if piece.root.dep_ != "appos":
            return None
        return next(
            (one for one in reversed(self._told[-_NEAR:]) if piece.root.head.i in range(one[0].start, one[0].end)), None
        )

    def _is_figure(self, token: Token) -> bool:
        """Whether a word stands within another figure: "20 per cent of 3,000"."""
        return any(token.i in range(told.start, told.end) for told, _ in self._told[-_NEAR:])

    def _same_as_before(self, number: Number, piece: Tokens) -> str | None:
        """What another figure counted that this one says anew ("half of them, 53 percent") or goes on from."""
        root = piece.root
        for tokens, told in reversed(self._told):
            if tokens[0].sent.start != piece[0].sent.start:
                break
            if told is None:
                continue
            is_beside = root.dep_ in {"appos", "conj", "npadvmod"} and root.head.i in range(
                tokens.start, tokens.end + 2
            )
            if is_beside and number.kind in {None, "share", "measure"} and (number.unit or number.order < 1):
                return told
            if number.unit is None and _is_elided(piece):
                return told
        return None


def _is_elided(piece: Tokens) -> bool:
    """Whether the noun is left out: "six more", "more than 200 wounded", "30,000 were"."""
    after = piece.doc[piece.end] if piece.end < len(piece.doc) else None
    if after is not None and (after.lower_ in MORE or after.tag_ == "VBN" or after.lower_ in {"dead", "missing"}):
        return True
    return piece.root.pos_ == "NUM" and piece.root.dep_ in _SUBJECTS


def _after_of(piece: Tokens) -> str | None:
    """The whole of a share, what a measure weighs: "half of the votes", "tonnes of wheat"."""
    doc, at = piece.doc, piece.end
    if at + 1 < len(doc) and doc[at].lower_ == "worth":
        at += 1
    if at + 1 < len(doc) and doc[at].text == ",":
        # "30 per cent, or 1.5 million, of the voters"
        at += 1
    if at + 1 >= len(doc) or doc[at].lower_ != "of":
        return None
    return object_of(doc[at])


def _after_half(number: Number, piece: Tokens) -> str | None:
    """The whole that a fraction takes without "of": "half the money", "half its fleet"."""
    if number.order >= 1 or number.unit is not None or piece.end >= len(piece.doc):
        return None
    owner = piece.doc[piece.end]
    if owner.pos_ != "DET" and owner.tag_ != "PRP$":
        return None
    noun = owner.head.head if owner.head.dep_ == "poss" else owner.head
    return phrase(noun) if noun.pos_ in NOUNS and noun.i > owner.i else None


def _within(number: Number, piece: Tokens) -> str | None:
    """What the money is: "$340,000 in cash"."""
    doc, at = piece.doc, piece.end
    if (
        number.kind != "money"
        or at + 1 >= len(doc)
        or doc[at].lower_ != "in"
        or doc[at + 1].pos_ not in {"NOUN", "ADJ"}
    ):
        return None
    return object_of(doc[at])


def _noun_after(number: Number, piece: Tokens) -> str | None:
    """The noun that the number stands before, in the same phrase."""
    if number.unit is not None and not number.is_hyphenated and not _modifies(piece):
        return None
    head = _head_after(piece)
    if head is not None and _is_of_phrase(piece, head):
        return text_of(piece.doc[piece.end : head.i + 1], head)
    if head is None and number.is_hyphenated and _is_near_noun(piece):
        return text_of(piece.doc[piece.root.head.i : piece.root.head.i + 1], piece.root.head)
    return None


def _head_after(piece: Tokens) -> Token | None:
    """The last of the nouns that follow, over the words that stand before a noun."""
    doc, head = piece.doc, None
    for token in doc[piece.end : piece.end + LONGEST_PHRASE]:
        if is_day(token):
            return head
        if token.pos_ in NOUNS or is_designation(token):
            head = token
            if token.i + 1 < len(doc) and doc[token.i + 1].lower_ in {"'s", "’s", "'", "’"}:
                return head
        elif head is not None and token.tag_ in {"VBN", "JJ", "VBG"} and doc[token.i - 1].text == "-":
            # "four battalion-sized groups"
            head = None
        elif not _goes_on(token) or (head is not None and (token.text not in "-/" or doc[token.i - 1].whitespace_)):
            return head
    return head


def _goes_on(token: Token) -> bool:
    """Whether a noun may follow in the same phrase."""
    is_word = token.pos_ in {"ADJ", "ADV"} or token.tag_ in {"VBN", "VBG"} or token.lower_ in {"and", "or"}
    return is_word or token.text in {"-", "/", ","} or opens_a_measure(token)


def _is_near_noun(piece: Tokens) -> bool:
    """Whether a hyphenated word belongs to a noun further on: "a five-year, €120m contract"."""
    head = piece.root.head
    between = piece.doc[piece.end : head.i]
    return head.pos_ in NOUNS and head.i >= piece.end and not any(token.pos_ in {"VERB", "AUX"} for token in between)


def _modifies(piece: Tokens) -> bool:
    """Whether a measure is part of a noun's phrase: "a €120m contract", "a two-day summit", not "rose 5% Friday"."""
    root, head = piece.root, piece.root.head
    return head.i >= piece.end and root.dep_ in _MODIFIERS and (head.pos_ in NOUNS or head.dep_ in {"amod", "compound"})


def _is_of_phrase(piece: Tokens, head: Token) -> bool:
    """Whether no other word of the sentence claims the noun: "in 2 Mrs Harrow said"."""
    if piece.doc[piece.end].text == ",":
        return False
    return head.dep_ != "npadvmod" or piece.root.head.i == head.i or piece.root.head.i in range(piece.start, head.i)


def _having(number: Number, piece: Tokens) -> str | None:
    """The noun that has the number: "an altitude of 33,000 ft", "magnitude 6.1", "the prize, $5m,"."""
    root, up = piece.root, piece.root.head
    if root.dep_ in {"pobj", "pcomp"} and up.lower_ in {"of", "at"} and up.i < piece.end:
        if up.i < piece.start and not _is_right_before(up, piece):
            return None
        is_said = up.lower_ == "of" or number.kind in {"share", "measure", "money"}
        return _outermost(up.head) if is_said else None
    if up.pos_ == "NOUN" and up.i < piece.start:
        is_price = root.dep_ == "appos" and number.kind in {"money", "measure"}
        is_label = root.dep_ in _MODIFIERS | {"appos"} and up.i == piece.start - 1 and number.unit is None
        return phrase(up, with_of=False) if is_price or is_label else None
    return phrase(up.head, with_of=False) if up.lower_ == "worth" and up.head.pos_ in NOUNS else None


def _is_right_before(preposition: Token, piece: Tokens) -> bool:
    """Whether nothing but an article stands between: "a range of 5 km", not "the success of the past 5 years"."""
    between = piece.doc[preposition.i + 1 : piece.start]
    return all(token.lower_ in {"a", "an"} or token.pos_ in {"ADV", "ADJ"} for token in between)


def _outermost(noun: Token) -> str | None:
    """The noun, or what it is said of: the margin of "a margin of error of 3 points"."""
    if noun.pos_ not in NOUNS or noun.lemma_.lower() in _NO_HAVERS:
        return None
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ in NOUNS:
        return phrase(noun.head.head)
    return phrase(noun, with_of=False)


def _of_verb(number: Number, piece: Tokens) -> str | None:
    """The subject or object of the verb of amounts that the number hangs on."""
    verb = _verb(piece)
    if verb is None:
        return None
    lemma = verb.lemma_.lower()
    if not _is_said_by(lemma, number.kind):
        return None
    if lemma in verbs("object"):
        for child in verb.children:
            if (child.dep_ == "dobj" and child.i not in range(piece.start, piece.end)) or child.dep_ == "nsubjpass":
                return named(child)
    return named(subject) if lemma in verbs("subject") and (subject := _subject(verb)) is not None else None


def _is_said_by(lemma: str, kind: str | None) -> bool:
    """Whether a verb tells an amount of a kind: only times last and take, only some things are many times as large."""
    if kind == "time":
        return lemma in _TIME
    return lemma not in _ONLY_TIME and (kind != "times" or lemma in _TIMES)


def _verb(piece: Tokens) -> Token | None:
    """The verb that a number hangs on, by "to", "by" and the like or by itself."""
    token = piece.root
    for _ in range(_STEPS_UP):
        up = token.head
        if up.i == token.i or up.pos_ in _VERBS:
            is_said_of = token.dep_ in _SUBJECTS or token.dep_ in {"advcl", "relcl", "ccomp"} or up.i == token.i
            return None if is_said_of else up
        is_other_noun = up.pos_ in NOUNS and up.i not in range(piece.start, piece.end)
        if is_other_noun or (up.pos_ == "ADP" and up.lower_ not in _TO_VERB):
            return None
        token = up
    return None


def _subject(verb: Token) -> Token | None:
    """What a verb is said of: its subject, that of the verb that it goes on from, or the noun it belongs to."""
    for _ in range(_STEPS_UP):
        subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
        if subject is not None and subject.tag_ not in {"WDT", "WP"}:
            return subject
        is_of_noun = verb.dep_ in {"acl", "relcl"}
        if is_of_noun and any(child.lower_ == "to" and child.pos_ == "PART" for child in verb.children):
            # "surpassed the level to top 100": the subject is that of the sentence.
            verb = next((up for up in verb.ancestors if up.pos_ in _VERBS), verb)
        elif verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.pos_ in _VERBS:
            verb = verb.head
        else:
            return verb.head if is_of_noun and verb.head.pos_ == "NOUN" else None
    return None
