"""Somebody in a form: as it is, nobody, one of those whom the article names, somebody searched for, somebody new."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.errors import InputError
from onrecord.language.folding import folded
from onrecord.model import Article, Entity
from onrecord.record import Speaker, Store
from onrecord.web.forms.posted import Posted

AS_IT_IS, NOBODY, OTHER, NEW = "", "nobody", "other", "new"
"""What a choice says that names nobody by an id."""
# Who is offered where several go by a name, and of those whom the article names.
_OFFERED, _NEAR = 12, 8
_SPEAK = ("person", "organisation", "igo", "country", "group")


class Choice(NamedTuple):
    """Who goes by a name that was typed into a field: somebody must say which of them is meant, or that none is."""

    field: str
    name: str
    found: tuple[Speaker, ...]


class ChoiceError(Exception):
    """A name that several go by, or one that somebody only asked for."""

    def __init__(self, choice: Choice) -> None:
        """Name those who can be chosen."""
        super().__init__(choice)
        self.choice = choice


def asked_for(form: Posted, store: Store) -> Choice | None:
    """Who goes by the name that somebody had looked up instead of deciding."""
    field = form.one("find")
    if not field:
        return None
    name = typed(form, field)
    return Choice(field, name, store.named(name, limit=_OFFERED, begun=True) if name else ())


def typed(form: Posted, field: str) -> str:
    """The name that was typed into a field."""
    return " ".join(form.one(f"{field}_name").split())


def chosen(form: Posted, field: str, label: str, store: Store) -> object:
    """Whom a choice means, as a ruling takes it: an id, None, or a new name; AS_IT_IS where nothing was chosen."""
    choice, name = form.one(field), typed(form, field)
    if choice == NOBODY:
        return None
    if choice in (OTHER, NEW):
        if not name:
            raise InputError(label, "write the name")
        return {"name": name} if choice == NEW else meant(field, name, store)
    return choice


def meant(field: str, name: str, store: Store) -> object:
    """Whom a name means: the one entity that has it, else somebody new; raises ChoiceError where it is not plain."""
    found = store.named(name, limit=_OFFERED)
    own = [one for one in found if one.id == name or folded(one.name) == folded(name)]
    if len(own) == 1:
        return own[0].id
    if not found:
        return {"name": name}
    raise ChoiceError(Choice(field, name, found))


def near(article: Article, but: tuple[str | None, ...] = ()) -> list[Entity]:
    """Those whom an article names who could speak or act: people first, groups last, then who is named most often."""
    found = [one for one in article.entities if one.type in _SPEAK and one.id not in but]
    return sorted(found, key=lambda one: (_SPEAK.index(one.type), -len(one.mentions), one.mentions))[:_NEAR]
