"""How well confidences tell right from wrong."""

from __future__ import annotations

from collections import defaultdict


def told(pairs: list[tuple[float, bool]]) -> str:
    """Reliability table, expected calibration error, AUROC, and the share of right ones among the surest third."""
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for sure, right in pairs:
        bins[min(9, int(10 * sure))].append((sure, right))
    lines = ["confidence  n  said  right"]
    error = 0.0
    for index in sorted(bins):
        said = sum(sure for sure, _ in bins[index])
        hits = sum(right for _, right in bins[index])
        error += abs(said - hits) / len(pairs)
        size = len(bins[index])
        lines.append(f"  {index / 10:.1f}  {size:4}  {said / size:.2f}  {hits / size:.2f}")
    ordered = sorted(pairs, reverse=True)
    good = sum(right for _, right in pairs)
    above = beaten = 0
    for _, is_good in ordered:
        above += is_good
        beaten += 0 if is_good else above
    third = ordered[: len(ordered) // 3]
    auroc = beaten / (good * (len(pairs) - good))
    lines.append(
        f"ECE {error:.3f}  AUROC {auroc:.3f}  surest third {sum(right for _, right in third) / len(third):.3f} right"
    )
    return "\n".join(lines)
