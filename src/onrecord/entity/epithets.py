"""Whether a description can mean somebody, by number, gender, nationality and role: "the former Turkish minister"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.entity import gazetteer
from onrecord.entity.cast import LATELY
from onrecord.entity.folding import romanised
from onrecord.entity.mention import Mention, Who
from onrecord.entity.traits import conflict

_ANYONE = "person"


def fits(mention: Mention, who: Who, *, strictly: bool) -> bool:
    """Whether a description can mean somebody.

    Strictly: what it says is known of them. Else: nothing speaks against it.
    """
    if mention.traits.number != who.traits.number or conflict(mention.traits.gender, who.traits.gender):
        return False
    if mention.type != "person":
        return _same_body(mention, who)
    if who.type != "person" or other_country(mention, who, strictly=strictly):
        return False
    return _has_role(mention, who, strictly=strictly) if who.named else mention.words <= who.words


def who_were(mention: Mention, fitting: Sequence[Who]) -> list[Who]:
    """Those who were what "the former deputy minister" says; a minister of today fits less."""
    nouns = {role.split()[-1] for role in mention.traits.roles} if mention.former else set()
    return [who for who in fitting if nouns & {role.split()[-1] for role in who.traits.former}]


def last_told(mention: Mention, fitting: Sequence[Who]) -> Who | None:
    """Of several whom a description fits the one told of last; None where there is none."""
    return max(fitting, key=lambda who: _last_start(mention, who), default=None)


def _last_start(mention: Mention, who: Who) -> int:
    """Where the last mention of somebody before another begins."""
    for index in range(bisect_right(who.sentences, mention.sentence) - 1, -1, -1):
        starts = [at.start for at in who.at[who.sentences[index]] if at.start < mention.start]
        if starts:
            return max(starts)
    return -1


def _has_role(mention: Mention, who: Who, *, strictly: bool) -> bool:
    """Whether somebody named can be called by a noun for a role."""
    families = who.traits.families - {_ANYONE}
    mine = mention.traits.families
    if _ANYONE in mine:
        if not mention.traits.roles:
            return True
        return (
            bool(mention.traits.roles & who.traits.roles) if strictly else not families or bool(mention.traits.gender)
        )
    if mention.former and who.traits.former:
        return mention.traits.roles <= who.traits.former or bool(who_were(mention, [who]))
    if mine & families:
        return mention.traits.roles <= who.traits.roles or _is_general(mention)
    if strictly:
        return False
    known = gazetteer.families()
    wider = frozenset().union(*(known[family].also for family in families if family in known))
    return not families or bool(mine & wider)


def may_be_new(mention: Mention) -> bool:
    """Whether a description may tell something new of somebody: not where one only speaks of another."""
    return mention.is_subject or not mention.in_quotation


def is_near(mention: Mention, who: Who) -> bool:
    """Whether somebody has been spoken of repeatedly and lately, as one must be whom a description newly tells of."""
    lately = any(mention.sentence - back in who.at for back in range(LATELY + 1))
    return lately and who.times_before(mention.start) > 1


def _is_general(mention: Mention) -> bool:
    return bool(mention.traits.roles & gazetteer.general_roles())


def other_country(mention: Mention, who: Who, *, strictly: bool) -> bool:
    """Whether a description tells of a state that somebody is not of."""
    wanted, known = mention.traits.country, who.traits.country
    if wanted is None:
        return False
    if wanted in who.traits.elsewhere:
        return False
    return wanted != known if strictly or known is not None else False


def _same_body(mention: Mention, who: Who) -> bool:
    """Whether "the ministry" can mean a body: its noun stands in the name, and no other word speaks against it."""
    if who.type not in {"organisation", "group", "other", "igo"} or who.type != mention.type:
        return False
    if not who.named:
        return mention.words <= who.words
    spelt = {word for spelling in who.spellings for word in spelling}
    words = {romanised(word) for word in mention.words}
    return words <= spelt
