"""Pages from templates: every text is escaped, and each page's own text is kept apart from what stands around it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from onrecord.display import citing, events, groups, statements, timelines
from onrecord.display.addresses import page_name, web_address
from onrecord.display.decisions import briefly, by_hand, signed
from onrecord.display.entities import described, state
from onrecord.display.numbers import counted
from onrecord.web.drawing import bars
from onrecord.web.marking import pieces

if TYPE_CHECKING:
    from onrecord.spans import Span

# By what an id begins with, the view that shows it; other ids are captures' and entities'.
_VIEWS = {"st_": "statements", "ev_": "events", "sa_": "sayings", "sy_": "stories", "ar_": "articles"}


def load() -> None:
    """Read all templates: a desk shows those that it was started with, whatever is installed while it runs."""
    made = _environment()
    for name in made.list_templates():
        made.get_template(name)


def page(template: str, **context: object) -> str:
    """A page of HTML."""
    return _environment().get_template(template).render(**context)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        bars=bars,
        briefly=briefly,
        by_hand=by_hand,
        citing=citing,
        counted=counted,
        described=described,
        events=events,
        groups=groups,
        page_name=page_name,
        path=path,
        pieces=pieces,
        query=query,
        signed=signed,
        state=state,
        statements=statements,
        timelines=timelines,
        to=to,
        web_address=web_address,
    )
    made.filters.update(day=statements.day, exact=_exact, hit=_hit, number=_number)
    return made


def path(*parts: str | int) -> str:
    """The address of a view on this desk: `path("statements", id)`; whatever the parts hold, it stays here."""
    return "/" + "/".join(quote(str(part), safe="") for part in parts)


def to(item: str) -> str:
    """The address of the view that shows an item, by its id."""
    return path(_VIEWS.get(item[:3], "entities"), item)


def query(**asked: object) -> str:
    """What is asked for, as the end of an address; what is None or empty is left out."""
    told = {name: str(value) for name, value in asked.items() if value not in (None, "", 0, False)}
    return f"?{urlencode(told)}" if told else ""


def _exact(text: str) -> Markup:
    """A text that a browser keeps letter for letter, ends of lines too: who selects some of it counts places in it."""
    return Markup(escape(text).replace("\r", Markup("&#13;")).replace("\0", "\N{REPLACEMENT CHARACTER}"))  # noqa: S704


def _hit(span: Span) -> tuple[Span, str]:
    """What a search marks."""
    return span, "hit"


def _number(value: float) -> str:
    return f"{value:,}"
