"""Who is who within an article: names, epithets and pronouns gathered into entities."""

from onrecord.entity import knowledge
from onrecord.entity.find import describe, find
from onrecord.entity.folding import name_words, same_person
from onrecord.entity.gazetteer import bodies, groups, roles

_OWN = knowledge.users()
# Other tables of a user's own are another version: the next `add` reads the pages anew.
VERSION = f"3+{_OWN}" if _OWN else "3"

__all__ = ["VERSION", "bodies", "describe", "find", "groups", "name_words", "roles", "same_person"]
