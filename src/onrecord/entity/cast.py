"""Everybody in an article so far, to be found by name, by description, and by being spoken of just now."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.entity.folding import name_words
from onrecord.entity.gazetteer import Place, places, state_names
from onrecord.entity.mention import Mention, Who

# How many sentences back somebody still is in the reader's mind.
LATELY = 4


def _state(mention: Mention) -> Place | None:
    return _state_called(mention.type, mention.text)


def _state_called(type_: str, text: str) -> Place | None:
    """The state or intergovernmental body that a name or, where it acts, a seat of government stands for."""
    place = places().get(text)
    return Place(place.country, type_) if place is not None and type_ in {"country", "igo"} else None


class Cast:
    """The entities of an article in the making, with the ways to look them up; each look-up is quick in long texts."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.all: list[Who] = []
        self.by_token: dict[int, Who] = {}
        self._by_word: dict[str, list[Who]] = {}
        self._by_name: dict[tuple[str, tuple[str, ...]], Who] = {}
        self._by_place: dict[Place, Who] = {}
        self._by_noun: dict[str, list[Who]] = {}
        self._by_sentence: dict[int, list[Who]] = {}

    def new(self, mention: Mention) -> Who:
        """Somebody not met before."""
        who = Who(mention.type, mention.text, mention.traits, mention.words, named=mention.kind == "name")
        self.all.append(who)
        for word in mention.words if mention.kind != "name" else ():
            self._by_noun.setdefault(word, []).append(who)
        return who

    def take(self, who: Who, mention: Mention) -> None:
        """Give somebody a mention."""
        who.add(mention)
        self._by_sentence.setdefault(mention.sentence, []).append(who)
        if mention.kind == "name":
            self._call(who, mention)
        for index in range(*mention.tokens) if mention.kind == "name" else (mention.head,):
            self.by_token.setdefault(index, who)

    def _call(self, who: Who, mention: Mention) -> None:
        """Note a name that somebody goes by; the fullest is kept, for a state the one that it is listed under."""
        words = name_words(mention.text)
        if words not in who.spellings:
            who.spellings.add(words)
            self._by_name.setdefault((who.type, words), who)
            for word in {words[0], words[-1]} if words and who.type == "person" else ():
                self._by_word.setdefault(word, []).append(who)
            for word in words if who.type != "person" else ():
                self._by_noun.setdefault(word, []).append(who)
        place = _state(mention)
        if place is not None:
            self._by_place.setdefault(place, who)
        listed = state_names().values() if who.type == "country" else ()
        if mention.text in listed or (who.name not in listed and len(words) > len(name_words(who.name))):
            who.name = mention.text

    def people_called(self, words: tuple[str, ...]) -> list[Who]:
        """The persons whose first or last name is one of the first and last words of a name."""
        found = [who for word in dict.fromkeys((words[0], words[-1])) for who in self._by_word.get(word, ())]
        return list(dict.fromkeys(found)) if words else []

    def called(self, type_: str, text: str) -> Who | None:
        """What goes by a name, or, for states and their bodies, by another name of the same or its seat."""
        place = _state_called(type_, text)
        other = self._by_place.get(place) if place is not None else None
        return self._by_name.get((type_, name_words(text))) or other

    def described(self, noun: str) -> list[Who]:
        """Those in whose name or description a noun stands."""
        return list(dict.fromkeys(self._by_noun.get(noun, ())))

    def people(self) -> list[Who]:
        """The persons with a name."""
        return [who for who in self.all if who.named and who.type == "person"]

    def near(self, sentence: int) -> list[Who]:
        """Those mentioned in a sentence or in the few before it."""
        return list(dict.fromkeys(self._lately(sentence)))

    def _lately(self, sentence: int) -> Iterator[Who]:
        for index in range(sentence, sentence - LATELY - 1, -1):
            yield from self._by_sentence.get(index, ())
