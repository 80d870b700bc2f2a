"""Whether time grows with the size of a page and no faster, and whether memory stays flat over many pages.

    python -m benchmarks.scale [--pages 10000] [--largest 8]

From bytes to articles (`capture.page`, `article.find`), in CPU seconds, one process. First the demo archive's pages and
generated ones over and over, with the highest memory so far: it may rise over the first hundred, while models load,
and should stay where it is then. Then pages of one kind in doubling sizes: the last column is how often longer each
took than the one before it, which is about 2 where time is in proportion to size and 4 where it is squared.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from itertools import cycle, islice

from benchmarks.generate import PLACE, THING, page

from onrecord import article, capture
from onrecord.capture import Given, Raw
from onrecord.errors import PageError

# Linux gives the highest resident memory in KiB, macOS in bytes.
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
_MIB = 1024 * 1024
_MB = 1_000_000
_WORDS = 5000
_SMALLEST_MB, _FEWEST_LINES, _MOST_LINES = 0.25, 6250, 100_000
_GENERATED = 200
_SHOWN_AT = (100, 1000, 2500, 5000, 7500)


def many_lines(letters: int) -> str:
    """Articles below each other."""
    out: list[str] = []
    left = letters
    while left > 0:
        out.append(page(len(out), words=_WORDS))
        left -= len(out[-1]) + 2
    return "\n\n".join(out)[:letters]


def one_line(letters: int) -> str:
    """The same without a line's end."""
    return many_lines(letters).replace("\n", " ")


def short_lines(count: int) -> str:
    """A menu without end."""
    rng = random.Random(count)  # noqa: S311 - nobody is to be kept from guessing
    return "\n".join(f"{rng.choice(PLACE)}: {rng.choice(THING)}" for _ in range(count))


def day_lines(count: int) -> str:
    """An article, and below it an archive of days."""
    days = (f"{place % 28 + 1} March {1990 + place % 30}" for place in range(count))
    return "\n".join((page(1), *days))


def captioned(count: int) -> str:
    """Paragraphs with a photo credit in each."""
    line = "{} The harbour at {}. (AP Photo/Edita Ilves) The plan was drawn up when prices were half of what they are."
    return "\n".join(line.format(place, PLACE[place % len(PLACE)]) for place in range(count))


def blank_lines(count: int) -> str:
    """Two articles with nothing between them for long."""
    return page(1) + "\n" * count + page(2)


def read(text: str, name: str) -> tuple[float, int]:
    """CPU seconds from bytes to articles, and how many there are."""
    raw = Raw(text.encode(), name, "text", Given())
    began = time.process_time()
    try:
        found = len(article.find(capture.page(raw)))
    except PageError:
        found = 0
    return time.process_time() - began, found


def table(name: str, make: Callable[[int], str], sizes: list[int], unit: str) -> None:
    """Print a row a size."""
    before = None
    for size in sizes:
        text = make(size)
        spent, found = read(text, name)
        growth = f"x {spent / before:.1f}" if before else ""
        shown = f"{size / _MB:g} MB" if unit == "MB" else f"{size:,}"
        print(
            f"{name:<14} {shown:>10} {len(text) / _MB:6.2f} MB {spent:8.2f} s {found:6} articles  {growth}", flush=True
        )
        before = spent


def pages(count: int) -> Iterator[Raw]:
    """The demo archive's pages and generated ones, over and over."""
    with as_file(files("onrecord.data").joinpath("demo")) as folder:
        raws = [raw for raw in capture.raws([str(folder)]) if isinstance(raw, Raw)]
    made = [Raw(page(number).encode(), f"generated-{number}", "text", Given()) for number in range(_GENERATED)]
    return islice(cycle([*raws, *made]), count)


def memory(count: int) -> None:
    """Read many pages and print the highest memory on the way."""
    began = time.process_time()
    for number, raw in enumerate(pages(count), 1):
        article.find(capture.page(raw))
        if number in _SHOWN_AT or number == count:
            highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MEMORY_UNIT / _MIB
            spent = time.process_time() - began
            print(f"{number:>7,} pages {highest:7.1f} MiB {number / spent:7.0f} pages a CPU second", flush=True)


def doubling(first: float, last: float) -> list[int]:
    """Sizes from the first to the last, each twice the one before."""
    sizes = [int(first)]
    while sizes[-1] * 2 <= last:
        sizes.append(sizes[-1] * 2)
    return sizes


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pages", type=int, default=10_000, help="over how many pages memory is watched")
    ask.add_argument("--largest", type=float, default=8.0, help="the size of the largest page, in MB")
    asked = ask.parse_args()
    memory(asked.pages)  # first: what a large page takes would hide a leak
    sizes, counts = doubling(_SMALLEST_MB * _MB, asked.largest * _MB), doubling(_FEWEST_LINES, _MOST_LINES)
    table("many lines", many_lines, sizes, "MB")
    table("one line", one_line, sizes, "MB")
    for name, make in (("short lines", short_lines), ("day lines", day_lines), ("blank lines", blank_lines)):
        table(name, make, counts, "lines")
    table("captions", captioned, [count // 4 for count in counts], "lines")


if __name__ == "__main__":
    main()
