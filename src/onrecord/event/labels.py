"""What the event model tells of a text: the kinds of events, how far each has come, and the parts around a trigger."""

from __future__ import annotations

from typing import Literal, TypeAlias

Role: TypeAlias = Literal["trigger", "actors", "recipients", "items"]

TYPES = (
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONCEDE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "RETREAT",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
)
"""PLOVER's types."""

MODES = (
    "arms-deal",
    "arms-delivery",
    "arms-offer",
    "arms-refusal",
    "arms-request",
    "arms-show",
    "basing",
    "co-production",
    "deployment",
    "embargo",
    "embargo-lifted",
    "exercise",
    "export-licence",
    "financing",
    "intelligence-sharing",
    "joint-development",
    "licensed-production",
    "patrol",
    "programme-removal",
    "sanction",
    "technology-transfer",
    "training",
    "visit",
)
"""The acts of the defence pack, which the model was taught with them."""

JOINT = frozenset({"exercise", "joint-development", "co-production", "patrol", "arms-show"})
"""Acts of all who are in them together: nobody receives."""

KINDS = (*MODES, *TYPES)
"""What a trigger may tell: an act of the pack, and a type; one word may tell both."""

STATUSES = (
    "called-for",
    "offered",
    "planned",
    "negotiated",
    "agreed",
    "ordered",
    "in-production",
    "under-way",
    "done",
    "suspended",
    "cancelled",
    "refused",
    "hypothetical",
)
"""How far an act has come, in the order of a ladder; from "suspended" on they stand beside it."""

JUDGED = ("denied", "claimed", "happened")
"""What is told of an event by yes or no: that it is said not to be so, that only somebody's words vouch for it, that it
came about."""

ROLES: tuple[Role, ...] = ("trigger", "actors", "recipients", "items")
OUTSIDE = 0
BEGIN: dict[Role, int] = {role: 1 + 2 * index for index, role in enumerate(ROLES)}
INSIDE: dict[Role, int] = {role: 2 + 2 * index for index, role in enumerate(ROLES)}
TAGS = 1 + 2 * len(ROLES)
