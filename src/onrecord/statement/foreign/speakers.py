"""Who a source of capitals and articles is: the name in it, and whoever bore that name before.

    la portavoz de los estibadores, Rosa Melgar     Rosa Melgar
    Orvik Savunma Bakanı Selim Arven            Selim Arven; later "Arven" is the same
    ein Sprecher der Reederei                       a somebody without a name
    er, der Sprecher                                nobody, as far as can be told here

Where the text does not decide, the reason stands in the place of a speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.entity import describe, name_words, same_person
from onrecord.language.reading import Reading
from onrecord.model import Entity, EntityType, item_id
from onrecord.spans import Span, Spans, merged
from onrecord.statement.foreign.names import TOO_MANY, full_names, names_in
from onrecord.statement.foreign.page import Page
from onrecord.statement.foreign.sources import Phrase, is_pronoun
from onrecord.statement.foreign.words import Word


@dataclass
class _Person:
    """Somebody named, with every form of the name met, and where."""

    name: str
    words: tuple[str, ...]
    type: EntityType
    mentions: list[Spans] = field(default_factory=list)


@dataclass(frozen=True)
class Who:
    """The speakers behind a source as numbers of a cast, or why there are none; `named`: one person, by name."""

    numbers: tuple[int, ...] = ()
    reason: str | None = None
    named: bool = False


class Cast:
    """Everybody who speaks in an article, and the full names that its text has for bare family names."""

    def __init__(self, reading: Reading, page: Page) -> None:
        """Gather the full names of the body."""
        self._reading = reading
        self._people: list[_Person | Entity] = []
        self._by_words: dict[tuple[str, ...], int] = {}
        self._by_last: dict[str, list[int]] = {}
        self._phrases: dict[str, int] = {}
        self._full = full_names(page)

    def knows(self, word: Word) -> bool:
        """Whether a word is the family name of somebody whom the text names in full."""
        return bool(self._full.get("".join(name_words(word.text))))

    def has_full(self, words: Sequence[Word]) -> bool:
        """Whether the text names somebody by this family name elsewhere too, or only by these words here."""
        found = self._full.get("".join(name_words(words[-1].text)), [])
        return any(start != words[0].start for _, (start, _) in found)

    def is_somebody(self, phrase: Phrase, page: Page) -> bool:
        """Whether a label is a name: it has two words or is part of a full one; a noun with its adjective has too."""
        words, lexicon = page.words[phrase.first : phrase.last], page.lexicon
        names = names_in(words, phrase, lexicon) or []
        if len(names) != 1 or not names[0]:
            return False
        (name,) = names
        if len(name) == 1:
            return self.knows(name[0])
        return lexicon is None or not lexicon.trait("nouns") or len(name) < len(words) or self.has_full(name)

    def of(self, phrase: Phrase, page: Page, reading: Reading) -> Who:
        """Who the source of a text is; `reading` is of that text, the title or the body."""
        words = page.words[phrase.first : phrase.last]
        lexicon = page.lexicon
        if lexicon is not None and len(words) == 1 and is_pronoun(words[0], lexicon):
            return Who(reason=f"no one name near fits {words[0].text!r}")
        names = names_in(words, phrase, lexicon)
        if names is None:
            return Who(reason=f"the text does not tell who {page.text[words[0].start : words[-1].end]!r} are")
        if names:
            found = [self._named(name, reading) for name in names]
            reason = next((who for who in found if isinstance(who, str)), None)
            if reason is not None:
                return Who(reason=reason)
            numbers = tuple(dict.fromkeys(who for who in found if isinstance(who, int)))
            return Who(numbers, named=len(numbers) == 1 and self._is_person(numbers[0]))
        return self._described(words, page, reading)

    def label(self, label: Span, reading: Reading) -> Who:
        """Who the label of a transcript names; each comes back, so that a single word is a name as well."""
        name = reading.view.text[label[0] : label[1]]
        at = label[0]
        words: list[Word] = []
        for part in name.split():
            at = reading.view.text.index(part, at)
            words.append(Word(part, part.lower(), at, at + len(part)))
        found = self._named(words, reading, type_="person")
        return Who(reason=found) if isinstance(found, str) else Who((found,), named=True)

    def entities(self) -> list[Entity]:
        """Everybody, by number."""
        return [self._entity(one) for one in self._people]

    def _entity(self, one: _Person | Entity) -> Entity:
        if isinstance(one, Entity):
            return one
        order = sorted(one.mentions)
        return Entity(
            id=item_id("en", self._reading.article.capture, order[0]),
            name=one.name,
            type=one.type,
            country=None,
            mentions=merged(span for mention in order for span in mention),
        )

    def _is_person(self, number: int) -> bool:
        one = self._people[number]
        return one.type == "person"

    def _named(self, words: Sequence[Word], reading: Reading, type_: EntityType = "other") -> int | str:
        """The number of whoever a name means; the reason where it may mean several."""
        text = reading.view.text[words[0].start : words[-1].end]
        name, mention = " ".join(text.split()), reading.view.back(words[0].start, words[-1].end)
        folded = name_words(name)
        if not folded or not mention:
            return f"the text does not tell who {name!r} is"
        mentions = [mention]
        if len(folded) == 1:
            full = self._full.get(folded[0], [])
            if len({longer for longer, _ in full}) == 1:
                longer, span = full[0]
                name, folded = longer, name_words(longer)
                mentions.append(self._reading.view.back(*span))
        number = self._known(folded)
        if isinstance(number, str):
            return number.format(name)
        if number is None:
            # A single word that no fuller name stands behind may be an agency, a firm or a town as well.
            number = self._new(_Person(name, folded, "person" if len(folded) > 1 else type_))
        one = self._people[number]
        if isinstance(one, _Person):
            one.mentions.extend(mention for mention in mentions if mention)
            if len(folded) > len(one.words):
                one.name, one.words, one.type = name, folded, "person"
        return number

    def _known(self, folded: tuple[str, ...]) -> int | str | None:
        """Whom a name was before; a reason with a place for the name where several bear it."""
        there = self._by_words.get(folded)
        if there is not None:
            return there
        near = list(dict.fromkeys(number for word in {folded[0], folded[-1]} for number in self._by_last.get(word, [])))
        if len(near) > TOO_MANY:
            return None if len(folded) > 1 else "several people here are called {!r}"
        fits = [number for number in near if self._fits(number, folded)]
        if len(fits) > 1:
            return "several people here are called {!r}"
        if not fits:
            return None
        self._by_words[folded] = fits[0]
        return fits[0]

    def _fits(self, number: int, folded: tuple[str, ...]) -> bool:
        one = self._people[number]
        return isinstance(one, _Person) and same_person(one.words, folded)

    def _new(self, one: _Person) -> int:
        number = len(self._people)
        self._people.append(one)
        self._by_words[one.words] = number
        for word in {one.words[0], one.words[-1]}:
            self._by_last.setdefault(word, []).append(number)
        return number

    def _described(self, words: Sequence[Word], page: Page, reading: Reading) -> Who:
        """An unnamed somebody, unless the phrase only points back at one."""
        start, end = words[0].start, words[-1].end
        text = " ".join(page.text[start:end].split())
        nouns = [word for word in words if page.lexicon is None or not page.lexicon.has(word, "article")]
        is_new = page.lexicon is not None and page.lexicon.has(words[0], "indefinite")
        there = None if is_new else self._phrases.get(text.lower())
        if there is not None:
            return Who((there,))
        made = describe(reading, (start, end), many=False) if len(nouns) > 1 or (nouns and is_new) else None
        if made is None:
            return Who(reason=f"the text does not tell who {text!r} is")
        number = len(self._people)
        self._people.append(made)
        self._phrases[text.lower()] = number
        return Who((number,))
