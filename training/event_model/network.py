"""The event model as it is trained: an encoder, where events begin, what stands around each, how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

from onrecord.event.labels import JUDGED, KINDS, STATUSES, TAGS
from training.statement_model.network import Encoder, Layer

if TYPE_CHECKING:
    from training.event_model.texts import Batch

# The heads are wider than those of statements: an event has more parts, and few of them there are in an article.
WIDTH, LAYERS, PARTS = 256, 2, 4
# So far from its trigger what belongs to an event is looked for, in pieces; beyond it all is as far.
REACH = 100


class Kinds(nn.Module):
    """How likely an event of each kind begins with each piece."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.inner = nn.Linear(width, width)
        self.outer = nn.Linear(width, len(KINDS))
        self.drop = nn.Dropout(0.2)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """The scores of pieces: windows x pieces x KINDS."""
        out: torch.Tensor = self.outer(self.drop(nn.functional.gelu(self.inner(states))))
        return out


class Around(nn.Module):
    """The tags of the pieces around a trigger, as far as they belong to it; its status, and what is judged of it."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.narrow = nn.Linear(width, WIDTH)
        self.trigger = nn.Linear(width, 2 * WIDTH)
        # The last one is for words of which no kind is known.
        self.kind = nn.Embedding(len(KINDS) + 1, WIDTH)
        self.distance = nn.Embedding(2 * REACH + 1, WIDTH)
        for table in (self.kind, self.distance):
            nn.init.normal_(table.weight, std=0.1)
        self.norm = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(Layer(WIDTH, PARTS) for _ in range(LAYERS))
        self.tags = nn.Linear(WIDTH, TAGS)
        self.inner = nn.Linear(WIDTH, WIDTH)
        self.outer = nn.Linear(WIDTH, len(STATUSES) + len(JUDGED))
        self.drop = nn.Dropout(0.2)

    def forward(
        self, narrow: torch.Tensor, at: torch.Tensor, trigger: torch.Tensor, kind: torch.Tensor, there: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The scores of tags, triggers x pieces x TAGS, and of statuses and what is judged.

        `narrow` are the states of the windows of each trigger after `self.narrow`, `at` the piece that it begins with,
        `trigger` its state, `kind` its kind's number.
        """
        scale, shift = self.trigger(trigger)[:, None].chunk(2, dim=-1)
        distance = (torch.arange(narrow.shape[1])[None] - at[:, None]).clamp(-REACH, REACH) + REACH
        seen = self.norm(narrow) * (1 + scale) + shift + self.distance(distance) + self.kind(kind)[:, None]
        for layer in self.layers:
            seen = layer(seen, there)
        own = seen[torch.arange(at.shape[0]), at]
        return self.tags(seen), self.outer(self.drop(nn.functional.gelu(self.inner(own))))


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, layers: int = 6) -> None:
        super().__init__()
        self.encoder = Encoder(layers)
        self.kinds = Kinds(self.encoder.width)
        self.around = Around(self.encoder.width)
        self.drop = nn.Dropout(0.15)

    def states(self, batch: Batch) -> torch.Tensor:
        """The states of pieces, windows x pieces x width."""
        out: torch.Tensor = self.encoder(batch.ids, batch.writing, batch.place, batch.layout, batch.there)[:, 1:-1]
        return out

    def forward(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Scores of kinds, windows x pieces; of the tags around each trigger; of its status and what is judged."""
        states = self.drop(self.states(batch))
        narrow = self.around.narrow(states)[batch.row]
        inside = batch.there[:, 2:][batch.row]
        tags, rest = self.around(narrow, batch.at, states[batch.row, batch.at], batch.kind, inside)
        return self.kinds(states), tags, rest
