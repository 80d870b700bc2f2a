"""Forms by which people decide: what stands in them, and what is made of it once it is sent.

Each file has a form: `told_of` fills it in with an item as it is, `changes` says which fields somebody filled in
otherwise. So what was sent can be shown again as it was typed, and a field that nobody touched is no decision.
"""

from onrecord.web.forms import articles, events, parties, posted, statements

__all__ = ["articles", "events", "parties", "posted", "statements"]
