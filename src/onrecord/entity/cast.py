"""Everybody in an article so far, to be found by name, by description, and by being spoken of just now."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.entity.folding import name_words, romanised
from onrecord.entity.gazetteer import listed_states
from onrecord.entity.mention import Mention, Who

# How many sentences back somebody still is in the reader's mind.
LATELY = 4
# Particles and initials are shorter than what one is called by.
_SHORTEST = 3


class Cast:
    """The entities of an article in the making, with the ways to look them up; each look-up is quick in long texts."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.all: list[Who] = []
        self.by_token: dict[int, Who] = {}
        self._by_word: dict[str, list[Who]] = {}
        self._by_part: dict[str, list[Who]] = {}
        self._by_name: dict[tuple[str, tuple[str, ...]], Who] = {}
        self._by_known: dict[str, Who] = {}
        self._by_noun: dict[str, list[Who]] = {}
        self._by_sentence: dict[int, list[Who]] = {}

    def new(self, mention: Mention) -> Who:
        """Somebody not met before."""
        who = Who(
            type=mention.type,
            name=mention.text,
            traits=mention.traits,
            words=mention.words,
            named=mention.kind == "name",
            known=mention.known,
            number=len(self.all),
        )
        self.all.append(who)
        for word in mention.words if mention.kind != "name" else ():
            self._by_noun.setdefault(word, []).append(who)
        return who

    def known(self, id_: str, name: str, type_: str, mention: Mention) -> Who:
        """Who has an id of the knowledge pack; new, if the article has described but not named them so far."""
        there = next((who for who in self.all if who.known == id_), None)
        if there is not None:
            return there
        who = self.new(mention)
        who.name, who.type, who.named, who.known = name, type_, True, id_
        who.spellings |= {name_words(name), name_words(mention.text)}
        self._by_known.setdefault(id_, who)
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
        if words == who.implied:
            who.implied = ()
        if words not in who.spellings:
            who.spellings.add(words)
            self._by_name.setdefault((who.type, words), who)
            for word in {words[0], words[-1]} if words and who.type == "person" else ():
                self._by_word.setdefault(word, []).append(who)
            for word in _inner(words) if who.type == "person" else ():
                self._by_part.setdefault(word, []).append(who)
            for word in words if who.type != "person" else ():
                self._by_noun.setdefault(word, []).append(who)
        if mention.known is not None:
            self._by_known.setdefault(mention.known, who)
            who.known = who.known or mention.known
        listed = listed_states() if who.type == "country" else ()
        if mention.text in listed or (who.name not in listed and len(words) > len(name_words(who.name))):
            who.name = mention.text

    def call(self, who: Who, name: str) -> None:
        """Note the full name of a person of whom the text gives the first name alone."""
        words = name_words(name)
        who.name, who.implied = name, words
        who.spellings.add(words)
        self._by_word.setdefault(words[-1], []).append(who)

    def people_called(self, words: tuple[str, ...]) -> list[Who]:
        """The persons whose first or last name is one of the first and last words of a name."""
        found = [who for word in dict.fromkeys((words[0], words[-1])) for who in self._by_word.get(word, ())]
        return list(dict.fromkeys(found)) if words else []

    def people_partly_called(self, word: str) -> list[Who]:
        """The persons of whose surnames one is a word: Salgado of Beatriz Salgado Montero, Drăgulescu-Pop."""
        return list(dict.fromkeys(self._by_part.get(word, ())))

    def called(self, mention: Mention) -> Who | None:
        """What goes by a name, or is known to go by it too: "Moscow" for Russia."""
        if mention.known is not None and mention.known in self._by_known:
            return self._by_known[mention.known]
        who = self._by_name.get((mention.type, name_words(mention.text)))
        return who if who is None or mention.known is None or who.known in {None, mention.known} else None

    def described(self, noun: str) -> list[Who]:
        """Those in whose name or description a noun stands."""
        return list(dict.fromkeys((*self._by_noun.get(noun, ()), *self._by_noun.get(romanised(noun), ()))))

    def people(self) -> list[Who]:
        """The persons with a name."""
        return [who for who in self.all if who.named and who.type == "person"]

    def near(self, sentence: int) -> list[Who]:
        """Those mentioned in a sentence or in the few before it."""
        return list(dict.fromkeys(self._lately(sentence)))

    def _lately(self, sentence: int) -> Iterator[Who]:
        for index in range(sentence, sentence - LATELY - 1, -1):
            yield from self._by_sentence.get(index, ())


def _inner(words: tuple[str, ...]) -> set[str]:
    """The words of a name that somebody may be called by though it neither begins nor ends with them."""
    parts = {part for word in words[1:] if "-" in word for part in word.split("-")}
    return {part for part in {*words[1:-1], *parts} if len(part) > _SHORTEST}
