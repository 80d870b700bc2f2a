"""Events by words and grammar: which word names an act, whom its grammar has on which side, what governs it."""

from onrecord.event.grammar.acts import by_grammar

__all__ = ["by_grammar"]
