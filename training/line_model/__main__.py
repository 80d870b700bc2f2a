"""Make the line model that ships, or tell how good it is on sites it was not trained on.

    python -m training.line_model --bench ../shared/bench --views views.jsonl --out src/onrecord/data
    python -m training.line_model --bench ../shared/bench --views views.jsonl [--without digest]

Every page is labelled once by networks that saw none of its sites (cross-validation); on those answers the borders are
fitted, and for the figures again in folds. The shipped networks are then trained on all pages.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import torch

from onrecord.article.line import net
from onrecord.article.line.second_look import reconsidered
from onrecord.article.split.parts import parts
from onrecord.data.array import Array
from training import shipped
from training.line_model import border, second_look
from training.line_model.corpus import Corpus, spliced
from training.line_model.example import SEVERAL, SINGLE, Example
from training.line_model.fit import Model, Plan, train
from training.line_model.folds import Fold, folds, folds_of_sites
from training.line_model.network import stacked
from training.splices import STYLES

# Spliced pages a style and fold that nothing is trained on: for the borders and to report on each style.
_KEPT_ASIDE, _SEED_ASIDE = 30, 999
# On so many pages the code that ships must say what the trained network does, up to rounding.
_COMPARED, _APART, _ANSWERS = 50, 0.05, ("body", "title", "between")
# The share of spliced pages that the borders are fitted on: of all of them they learn that every page has borders.
_SPLICED = 0.5
# So many networks answer together: a third one would gain .004 of article F1 and cost a tenth of the speed.
_MEMBERS = 2
_Answered = list[tuple[Example, net.Labels]]


def main() -> None:
    arguments = _arguments()
    torch.set_num_threads(arguments.threads)
    corpus = Corpus.read(arguments.bench, arguments.views)
    without = set(filter(None, arguments.without.split(",")))
    styles = tuple(style for style in STYLES if style not in without)
    plans = [Plan(arguments.epochs, seed=seed, styles=styles) for seed in range(arguments.members)]
    parts = folds_of_sites(corpus.single, arguments.sites) if arguments.sites else folds(corpus.single, corpus.several)
    answered = [
        _answered(corpus, fold, plans, arguments.keep and arguments.keep / f"fold{place}.npz")
        for place, fold in enumerate(parts)
        if arguments.folds is None or place in arguments.folds
    ]
    scorer = _scorer(arguments.bench / "pages" / "score.py")
    _report(answered, scorer)
    if arguments.out:
        every = [page for fold in answered for page in fold]
        weights = _trained(corpus, lambda _: True, plans, arguments.keep and arguments.keep / "all.npz")
        _say(shipped.write(arguments.out, net.FILE, {**_halved(weights), **_fitted(every)}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True, help="the folder that holds pages/")
    parser.add_argument("--views", type=Path, help="more views of the same pages (python -m training.views)")
    parser.add_argument("--out", type=Path, help="the folder to write the model to, else only figures are printed")
    parser.add_argument("--keep", type=Path, help="a folder of each fold's networks, read where they are there")
    parser.add_argument("--without", default="", help="styles to train without, by commas")
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--members", type=int, default=_MEMBERS, help="how many networks stand side by side")
    parser.add_argument("--sites", type=int, default=0, help="test single pages alone, in so many folds of sites")
    parser.add_argument("--folds", type=int, nargs="*", help="only these folds")
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    if given.out and given.sites:
        parser.error("--sites tests single pages alone: the model that ships is fitted on the other folds")
    return given


def _answered(corpus: Corpus, fold: Fold, plans: Sequence[Plan], path: Path | None) -> _Answered:
    """The tested pages of a fold, and splices of its sites, as networks label them that saw none of its sites."""
    aside = [
        page
        for style in STYLES
        for page in spliced(corpus.parts, lambda of: not fold.trains_on(of), style, _KEPT_ASIDE, _SEED_ASIDE)
    ]
    weights = _trained(corpus, fold.trains_on, plans, path)
    return [(page, net.labels(page.page, weights)) for page in (*fold.single, *fold.several, *aside)]


def _trained(
    corpus: Corpus, trains_on: Callable[[Sequence[str]], bool], plans: Sequence[Plan], path: Path | None
) -> dict[str, Array]:
    """The weights of some networks side by side, as they are shipped; read from a file where it is there."""
    if path is None or not path.is_file():
        members = [train(corpus, trains_on, plan, _say) for plan in plans]
        _compare(members[0], corpus.single[:_COMPARED])
        weights = stacked([member.weights() for member in members])
        if path is None:
            return _widened(weights)
        np.savez(path, **weights)  # type: ignore[arg-type]
    with np.load(path) as kept:
        return _widened(kept)


def _widened(weights: Mapping[str, Array]) -> dict[str, Array]:
    return {name: net.widened(values) for name, values in weights.items()}


def _report(answered: Sequence[_Answered], scorer: ModuleType) -> None:
    """The scorer's figures for the labelled pages and for each style of splices."""
    by_kind: dict[str, tuple[list[object], dict[str, object]]] = {}
    for place, fold in enumerate(answered):
        sites = {site for page, _ in fold for site in page.domains}
        others = [page for at, other in enumerate(answered) if at != place for page in other]
        known = [(page, labels) for page, labels in others if sites.isdisjoint(page.domains)]
        weights = _fitted(known)
        for number, (page, labels) in enumerate(fold):
            rows, found = by_kind.setdefault(page.kind, ([], {}))
            row = {**page.row, "id": f"{place}/{number}"}
            rows.append(row)
            looked = reconsidered(page.page, labels, weights)
            found[row["id"]] = [
                {"spans": _spans(page, part.body)} for part in parts(page.row["text"], page.page, looked, weights)
            ]
    print("| pages | body P / R / F1 | article P / R / F1 | count right |\n|---|---|---|---|")
    for kind, (rows, found) in by_kind.items():
        score = scorer.score(rows, found)
        body, article = (" / ".join(f"{value:.3f}" for value in score[what]) for what in ("body", "article"))
        print(f"| {kind} ({len(rows)}) | {body} | {article} | {score['count_right']:.3f} |", flush=True)


def _fitted(pages: _Answered) -> dict[str, Array]:
    """What is fitted on the network's answers: the second look at the lines, and on that the borders."""
    second = second_look.fit(pages)
    dice = random.Random(0)
    some = [
        (page, reconsidered(page.page, labels, second))
        for page, labels in pages
        if page.kind in {SINGLE, SEVERAL} or dice.random() < _SPLICED
    ]
    return {**second, **border.fit(some, border.rarity([page for page, _ in pages if page.kind == SINGLE]))}


def _spans(page: Example, lines: Array) -> list[list[int]]:
    return [[int(page.page.start[line]), int(page.page.end[line])] for line in lines]


def _compare(model: Model, pages: Sequence[Example]) -> None:
    """Raises ValueError where the code that ships, on half-precision weights, says other than what was trained."""
    weights = _widened(stacked([model.weights()]))
    for page in pages:
        trained, shipped = model.labels(page), net.labels(page.page, weights)
        apart = max(float(np.abs(getattr(trained, name) - getattr(shipped, name)).max()) for name in _ANSWERS)
        if apart > _APART:
            raise ValueError(f"{page.id}: the trained network and what ships differ by {apart:.3f}")


def _halved(weights: Mapping[str, Array]) -> dict[str, Array]:
    """In half precision, but for what the input is scaled with."""
    exact = {"mean", "spread"}
    return {
        name: values.astype(np.float16) if values.dtype == np.float32 and name not in exact else values
        for name, values in weights.items()
    }


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _say(text: str) -> None:
    print(time.strftime("%H:%M:%S"), text, flush=True)


if __name__ == "__main__":
    main()
