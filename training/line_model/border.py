"""The last step of the line model: which stretch between body lines is a border, and which text goes on below another.

Two small networks of one hidden layer, on what `onrecord.article.split.borders` shows of each place. They are fitted on
pages that the line network was not trained on: its answers on its own training pages are too sure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from onrecord.article.line import lists
from onrecord.article.line.net import Labels
from onrecord.article.split import borders, headline
from onrecord.article.split.parts import body_lines
from onrecord.data.array import Array
from training.line_model import layer
from training.line_model.example import Example

# A logistic regression in its place finds .015 fewer of the articles on pages with several; boosted trees find as many.
_SIZE = layer.Size(hidden=32, penalty=0.3, rounds=80, batch=200, networks=6)
# A stem that fewer pages have is as rare as can be.
_COMMON = 5
# A line that looks less like a title than this share of all titles do is none.
_UNLIKELY = 0.02


def fit(pages: Sequence[tuple[Example, Labels]], rarity: Mapping[str, Array]) -> dict[str, Array]:
    """The weights of both networks, from pages and what the network says of them, and the rarity of stems."""
    out: dict[str, Array] = dict(rarity)
    out.update(_headline(pages))
    for name, rows in (("border", _borders(pages, rarity)), ("on", _goings_on(pages, rarity))):
        out.update({f"{name}.{part}": values for part, values in layer.fit(*rows, _SIZE).items()})
    return out


def rarity(pages: Sequence[Example]) -> dict[str, Array]:
    """The inverse page frequency of each stem: from 0 for one that every page has to 1 for one that few have."""
    seen = Counter(stem for page in pages for stem in np.unique(page.page.words.stem).tolist() if stem)
    common = sorted(stem for stem, count in seen.items() if count >= _COMMON)
    counts = np.array([seen[stem] for stem in common])
    weight = np.log(len(pages) / counts) / np.log(len(pages) / _COMMON)
    return {"stems": np.array(common, np.uint32), "rarity": np.maximum(weight, 0.02).astype(np.float16)}


def _texts(
    pages: Sequence[tuple[Example, Labels]], model: Mapping[str, Array]
) -> Iterator[tuple[Example, borders.Text]]:
    """The pages whose body has a place between two lines."""
    for example, labels in pages:
        body = body_lines(example.page, labels)
        if len(body) > 1:
            yield example, borders.Text(example.row["text"], example.page, labels, body, model)


def _borders(pages: Sequence[tuple[Example, Labels]], model: Mapping[str, Array]) -> tuple[Array, Array]:
    shows: list[Array] = []
    answers: list[bool] = []
    for example, text in _texts(pages, model):
        places, rows = borders.borders(text)
        shows.extend(rows)
        answers.extend(is_border(example, text.body[place - 1], text.body[place]) for place in places)
    return np.array(shows), np.array(answers)


def _headline(pages: Sequence[tuple[Example, Labels]]) -> dict[str, Array]:
    """The weights of `headline`: a conditional logit, fitted on what sets each title apart from the lines beside it."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  (training only)

    apart: list[Array] = []
    titles: list[Array] = []
    for example, labels in pages:
        body = body_lines(example.page, labels)
        wanted = lists.key(example.row["articles"][0]["title"] or "") if len(example.domains) == 1 else ""
        if not len(body) or not wanted:
            continue
        places = headline.candidates(example.page, 0, int(body[0]))
        stems = headline.stems_below(example.page, body)
        shown = headline.shown(example.page, labels, places, int(body[0]), stems)
        texts = [lists.key(example.row["text"][slice(*span)]) for span in _spans(example, places)]
        is_title = np.array([text == wanted or text.startswith(wanted + " ") for text in texts], bool)
        if is_title.any() and not is_title.all():
            best = shown[is_title][-1]
            titles.append(best)
            apart.extend(best - other for other in shown[~is_title])
    rows = np.array(apart)
    spread = rows.std(0) + 1e-6
    both = np.concatenate((rows, -rows)) / spread
    right = np.concatenate((np.ones(len(rows)), np.zeros(len(rows))))
    weight = LogisticRegression(C=0.1, fit_intercept=False, max_iter=3000).fit(both, right).coef_[0] / spread
    least = np.quantile(np.array(titles) @ weight, _UNLIKELY)
    return {"headline.weight": weight.astype(np.float32), "headline.least": np.array(least, np.float32)}


def _spans(example: Example, places: Array) -> list[tuple[int, int]]:
    return [(int(example.page.start[place]), int(example.page.end[place])) for place in places]


def is_border(example: Example, above: int, below: int) -> bool:
    """Whether the body lines around two places are of two articles."""
    kept = np.flatnonzero((example.label == example.KEEP) & (example.article >= 0))
    first, second = np.searchsorted(kept, above, side="right") - 1, np.searchsorted(kept, below)
    if first < 0 or second >= len(kept):
        return False
    return bool(example.article[kept[first]] != example.article[kept[second]])


def _goings_on(pages: Sequence[tuple[Example, Labels]], model: Mapping[str, Array]) -> tuple[Array, Array]:
    """With the true borders: whether a stretch goes on with an article that stands above the one above it."""
    shows: list[Array] = []
    answers: list[bool] = []
    for example, text in _texts(pages, model):
        body = text.body
        bounds = [0, *(at for at in range(1, len(body)) if is_border(example, body[at - 1], body[at])), len(body)]
        whose = [_owner(example, body[low:high]) for low, high in pairwise(bounds)]
        for index in range(2, len(whose)):
            for first in range(index - 1):
                shows.append(borders.going_on(text, bounds, [first], index))
                answers.append(whose[first] == whose[index] >= 0)
    return np.array(shows), np.array(answers)


def _owner(example: Example, lines: Array) -> int:
    """The article that most of some lines are of; -1 where they are of none."""
    of = example.article[lines]
    of = of[of >= 0]
    return int(np.bincount(of).argmax()) if len(of) else -1
