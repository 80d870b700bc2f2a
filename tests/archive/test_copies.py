"""Copies in bulk: each article is laid beside few others, and meets those whose text it has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
from tests.archive.placed import Printed, begun, do, news, rows, sentence
from tests.story.wire import BODY, PARAGRAPHS, REWRITTEN, TITLE

from onrecord.archive import components, copies
from onrecord.archive.run import Run
from onrecord.story import sharing

WIRE = Printed("ar_wire", TITLE, BODY, "Norland Wire", "2031-05-06", "2031-05-07")
CUT = replace(WIRE, id="ar_cut", title="Ferry stuck off Tolm", body="\n".join(PARAGRAPHS[:3]), outlet="Harbour Ledger")


def found(folder: Path, articles: list[Printed], shards: int = 1) -> Run:
    run = begun(folder, articles, shards=shards)
    do(run, copies.flow(run))
    do(run, components.flow(run))
    return run


def told(run: Run) -> dict[str, tuple[str, str]]:
    return {row["article"]: (row["copy_of"], row["kind"]) for row in rows(run, "copied", "copies")}


def strangers(count: int, *, tail: str = "", day: str = "2031-05-06") -> list[Printed]:
    """So many articles of which none has a sentence of another but their last."""
    lot = Random(1)
    bodies = (" ".join(sentence(lot) for _ in range(6)) for _ in range(count))
    return [Printed(f"ar_{at}", sentence(lot), f"{body} {tail}", None, day) for at, body in enumerate(bodies)]


def test_a_wire_and_what_was_cut_from_it_are_one_text_among_strangers(tmp_path: Path) -> None:
    run = found(tmp_path / "out", [*strangers(30), CUT, WIRE], shards=3)
    assert told(run) == {"ar_cut": ("ar_wire", "edited")}


def test_a_text_in_other_words_that_keeps_a_sentence_is_told_as_one(tmp_path: Path) -> None:
    body = f"{REWRITTEN}\n\n{PARAGRAPHS[7]}"
    again = Printed("ar_again", "All saved as ferry sticks on sandbank off Tolm", body, "Gazette", "2031-05-06")
    run = found(tmp_path / "out", [*strangers(10), WIRE, again])
    assert told(run) == {"ar_again": ("ar_wire", "rewrite")}


def test_the_shards_make_no_difference(tmp_path: Path) -> None:
    articles = news(3, 12)
    one = found(tmp_path / "one", articles)
    assert len(told(one)) > 10
    assert told(found(tmp_path / "some", articles[::-1], shards=3)) == told(one)


def test_a_paragraph_that_all_have_leads_to_no_copy_and_hides_none(tmp_path: Path) -> None:
    notice = "Whoever wants to write to this newspaper finds its address on the last page of the Saturday edition."
    several = strangers(60, tail=notice)
    held = [*several, replace(WIRE, body=f"{BODY} {notice}"), replace(CUT, body=f"{CUT.body} {notice}")]
    run = found(tmp_path / "out", held, shards=2)
    assert told(run) == {"ar_cut": ("ar_wire", "edited")}


def test_no_article_is_laid_beside_more_than_a_few(tmp_path: Path) -> None:
    printed = [replace(WIRE, id=f"ar_{at:03}", outlet=f"Outlet {at}") for at in range(60)]
    run = found(tmp_path / "out", printed, shards=2)
    assert len(rows(run, "paired", "pairs")) <= len(printed) * (copies.IN_TIME + 2)
    assert len(told(run)) == len(printed) - 1


def holders(count: int, around: list[int]) -> pa.Table:
    told: dict[str, Any] = {"run": [7] * count, "around": around, "article": list(range(count))}
    told |= {"shard": [0] * count, "day": [1] * count, "count": [9] * count}
    return pa.table(told, schema=copies.RUNS)


def test_holders_of_one_fingerprint_are_linked_to_a_handful() -> None:
    count = 3000
    links = copies.links(holders(count, [1] * count))
    assert count - 1 <= links.num_rows <= (copies.IN_TIME + 2) * count
    assert max(links["weight"].to_pylist()) == sharing.weight(count)


def test_what_many_have_by_chance_links_nobody_but_those_that_have_the_words_around_it() -> None:
    assert copies.links(holders(sharing.RARE, list(range(sharing.RARE)))).num_rows == 0
    links = copies.links(holders(sharing.RARE, [5, 5, *range(10, sharing.RARE + 8)]))
    assert (links["one"].to_pylist(), links["other"].to_pylist()) == ([0], [1])
    assert copies.links(holders(sharing.RARE - 1, list(range(sharing.RARE - 1)))).num_rows >= sharing.RARE - 2


def test_who_has_a_fingerprint_alone_is_linked_to_nobody() -> None:
    told = {"run": [1, 2], "around": [1, 2], "article": [1, 2], "shard": [0, 0], "day": [1, 1], "count": [1, 1]}
    assert copies.links(pa.table(told, schema=copies.RUNS)).num_rows == 0
    assert copies.links(pa.table([[]] * 6, schema=copies.RUNS)).num_rows == 0


def test_what_two_share_by_chance_is_not_laid_side_by_side() -> None:
    told = {"one": [1, 1], "other": [2, 3], "one_shard": [0, 0], "other_shard": [0, 0], "weight": [1.0, 1.0]}
    told |= {"times": [1, 1], "sure": [0, 1], "fewer": [40, 40]}
    assert copies.chosen(pa.table(told, schema=copies.LINKS))["other"].to_pylist() == [3]


def test_empty_articles_and_an_empty_archive_are_nobodys_copy(tmp_path: Path) -> None:
    bare = [Printed(f"ar_{at}", None, "", None) for at in range(3)]
    assert told(found(tmp_path / "bare", bare, shards=2)) == {}
    assert told(found(tmp_path / "none", [])) == {}


def test_a_digest_of_two_texts_holds_them_not_together(tmp_path: Path) -> None:
    lot = Random(4)
    ferry, dam = ([sentence(lot) for _ in range(7)] for _ in range(2))
    brief = Printed("ar_brief", "The evening in brief", " ".join([*ferry, *dam]), "Ledger", "2031-05-06")
    single = [
        Printed("ar_ferry", ferry[0], " ".join(ferry), "Wire", "2031-05-06"),
        Printed("ar_dam", dam[0], " ".join(dam), "Wire", "2031-05-06"),
    ]
    run = found(tmp_path / "out", [brief, *single], shards=2)
    assert told(run) == {}
    assert [row["digest"] for row in rows(run, "digests", "places")] == [True]
