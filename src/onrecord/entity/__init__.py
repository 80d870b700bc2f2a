"""Who is who within an article: names, epithets and pronouns gathered into entities."""

from onrecord.entity import knowledge
from onrecord.entity.find import describe, find
from onrecord.entity.folding import name_words, same_person
from onrecord.entity.gazetteer import bodies, groups, is_igo, roles, state_of

_OWN = knowledge.users()
# Other tables of a user's own are another version: the next `add` reads the pages anew.
VERSION = f"4+{_OWN}" if _OWN else "4"

__all__ = [
    "VERSION",
    "bodies",
    "describe",
    "find",
    "groups",
    "is_igo",
    "name_words",
    "roles",
    "same_person",
    "state_of",
]
