"""Who is who within an article: names, epithets and pronouns gathered into entities."""

from onrecord.entity.find import describe, find
from onrecord.entity.folding import name_words, same_person
from onrecord.entity.gazetteer import bodies, groups, roles

VERSION = "1"

__all__ = ["VERSION", "bodies", "describe", "find", "groups", "name_words", "roles", "same_person"]
