"""The form of a statement: its words, cue and source as stretches of the page, who said it, how, and when."""

from __future__ import annotations

from typing import Any, get_args

from onrecord.model import Act, Article, Statement, StatementKind
from onrecord.record import Store
from onrecord.web.forms import parties, places
from onrecord.web.forms.posted import Posted, seen

KINDS, ACTS = get_args(StatementKind), get_args(Act)
PLACES = {"content": "The words said", "cue": "The cue", "source": "The source"}


def told_of(item: Statement, text: str) -> Posted:
    """The form of a statement as it is."""
    fields: dict[str, list[str]] = {}
    for name in PLACES:
        spans = getattr(item, name)
        fields |= {name: [places.words_at(text, spans)], f"{name}_at": [places.offsets(spans)]}
    said = item.said.value if item.said and item.said.value and "said" not in item.unresolved else ""
    fields |= {"kind": [item.kind], "act": [item.act], "denied": ["yes"] if item.denied else [], "said": [said]}
    return Posted({**fields, "speaker": [parties.AS_IT_IS], "seen": [seen(item)]})


def empty(article: Article, content: str = "", text: str = "") -> Posted:
    """The form of a statement that is yet to be added, of some stretches of the page where they were selected."""
    spans = tuple(span for span in places.spans_of(content) if span[1] <= len(text))
    return Posted(
        {
            "content": [places.words_at(text, spans)],
            "content_at": [places.offsets(spans)],
            "kind": ["mixed"],
            "act": ["said"],
            "speaker": [parties.OTHER],
            "seen": [seen(article)],
        }
    )


def changes(form: Posted, was: Posted, article: Article, text: str, store: Store) -> dict[str, Any]:
    """What a form says otherwise than it was, as a ruling takes it; raises InputError, and ChoiceError."""
    found: dict[str, Any] = {}
    for name, label in PLACES.items():
        spans = places.read(form, name, label, text, article.body)
        if spans != places.spans_of(was.one(f"{name}_at")):
            found[name] = [list(span) for span in spans]
    speaker = parties.chosen(form, "speaker", "The speaker", store)
    if speaker != parties.AS_IT_IS:
        found["speaker"] = speaker
    found |= {name: form.one(name) for name in ("kind", "act") if form.one(name) != was.one(name)}
    if ("denied" in form) != ("denied" in was):
        found["denied"] = "denied" in form
    if (said := form.one("said").strip()) != was.one("said"):
        found["said"] = said or None
    return found
