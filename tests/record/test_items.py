"""Rulings on items over the articles of a page: which item is meant, and what becomes of what hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from tests.record.factory import article_of, entity_of, page_of, span_of, statement_of

from onrecord.anchors import anchored
from onrecord.model import Article, Entity, Statement
from onrecord.record import items
from onrecord.ruling import Accept, Add, Correct, Evidence, ItemRuling, Party, Reject, StatementChanges
from onrecord.spans import Span

TEXT = "“We wait for the tide,” said Dorn.\n\n“The tide is low,” said Ruvell. “No ferries,” said Dorn.\n"
PAGE = page_of(TEXT)
CUT = TEXT.index("“The tide")
DORN = entity_of(PAGE, "Dorn", span_of(TEXT, "Dorn"), (TEXT.rindex("Dorn"), TEXT.rindex("Dorn") + 4))
RUVELL = entity_of(PAGE, "Ruvell", span_of(TEXT, "Ruvell"))


def _said(words: str, speaker: Entity | None = DORN) -> Statement:
    one = statement_of(PAGE, span_of(TEXT, words), speaker=speaker)
    return one.model_copy(update={"source": speaker.mentions[-1:] if speaker else ()})


WAIT, LOW, NONE = _said("We wait for the tide"), _said("The tide is low", RUVELL), _said("No ferries")


def _page(*statements: Statement, entities: Sequence[Entity] = (DORN, RUVELL)) -> list[Article]:
    return [article_of(PAGE, [(0, len(TEXT))], entities=entities, statements=statements)]


def _on(kind: type[ItemRuling], one: Statement, **more: Any) -> Any:
    evidence = Evidence(capture=PAGE.capture.id, text=PAGE.capture.text.sha256, anchors=anchored(TEXT, one.content))
    known = tuple(who for who in (DORN, RUVELL) if who.id in one.speakers)
    return kind(of="statement", id=one.id, evidence=evidence, told=one.text, item=one, known=known, **more)


def _after(articles: list[Article], ruling: ItemRuling, number: int = 1) -> dict[str, Statement] | None:
    out = items.ruled(articles, TEXT, ruling, number)
    return None if out is None else {one.text: one for article in out for one in article.statements}


def test_a_ruling_that_changes_nothing_leaves_the_very_objects_that_were_read() -> None:
    page = _page(WAIT)
    out = items.ruled(page, TEXT, _on(Reject, NONE), 1)
    assert out is not None
    assert out[0] is page[0]


@pytest.mark.parametrize(("share", "meant"), [(0.6, True), (0.5, True), (0.4, False)])
def test_an_item_with_other_borders_is_meant_if_half_of_the_text_of_either_is_shared(share: float, meant: bool) -> None:
    (start, end) = WAIT.content[0]
    other = statement_of(PAGE, (start, start + round((end - start) * share)), speaker=DORN)
    out = _after(_page(other), _on(Reject, WAIT))
    assert out == ({} if meant else {other.text: other})


def test_the_item_of_the_id_is_meant_where_another_has_nearly_its_words() -> None:
    longer = statement_of(PAGE, (WAIT.content[0][0] - 1, WAIT.content[0][1]), speaker=DORN)
    assert _after(_page(longer, WAIT), _on(Reject, WAIT)) == {longer.text: longer}


def test_an_accepted_item_is_put_back_into_the_article_in_whose_text_it_stands() -> None:
    first, second = (article_of(PAGE, [span]) for span in ((0, CUT - 2), (CUT, len(TEXT))))
    out = items.ruled([first, second], TEXT, _on(Accept, LOW), 4)
    assert out is not None
    assert [[one.text for one in article.statements] for article in out] == [[], ["The tide is low"]]
    assert out[1].statements[0].ruled == {"accepted": 4}
    assert {one.id for one in out[1].entities} == {RUVELL.id}


def test_an_item_whose_text_is_in_no_article_any_more_is_lost_and_put_into_no_other() -> None:
    assert items.ruled([article_of(PAGE, [(0, CUT - 2)])], TEXT, _on(Accept, LOW), 1) is None
    assert items.ruled([], TEXT, _on(Accept, LOW), 1) is None


def test_of_what_is_accepted_the_program_says_anew_how_sure_it_is_and_nothing_else() -> None:
    read = LOW.model_copy(
        update={"denied": True, "speaker": None, "speaker_name": None, "speakers": (), "confidence": 0.1}
    )
    out = _after(_page(read), _on(Accept, LOW))
    assert out == {LOW.text: LOW.model_copy(update={"confidence": 0.1, "ruled": {"accepted": 1}})}


def test_who_speaks_keeps_speaking_under_the_id_that_a_later_reading_gives_them() -> None:
    ruvell = RUVELL.model_copy(update={"id": "person.ruvell.1", "name": "Adara Ruvell"})
    lookalike = DORN.model_copy(update={"id": RUVELL.id + "x"})
    out = _after(_page(entities=(lookalike, ruvell)), _on(Accept, LOW))
    assert out is not None
    assert (out[LOW.text].speaker, out[LOW.text].speaker_name) == ("person.ruvell.1", "Adara Ruvell")


def test_who_was_made_one_with_another_and_is_so_no_more_speaks_as_who_stands_there() -> None:
    both = DORN.model_copy(update={"mentions": tuple(sorted((*DORN.mentions, *RUVELL.mentions)))})
    low = LOW.model_copy(update={"speaker": DORN.id, "speaker_name": "Dorn", "speakers": (DORN.id,)})
    ruling = _on(Accept, low).model_copy(update={"known": (both,)})
    out = _after(_page(low.model_copy(update={"confidence": 0.2})), ruling)
    assert out is not None
    assert (out[LOW.text].speaker, out[LOW.text].speaker_name) == (RUVELL.id, "Ruvell")


def _changes(*content: Span, **more: Any) -> StatementChanges:
    fields = (*(("content",) if content else ()), *more)
    return StatementChanges(fields=fields, content=anchored(TEXT, content), **more)


def test_a_correction_of_words_leaves_one_statement_of_them_whatever_was_read() -> None:
    changes = _changes(span_of(TEXT, "We wait"))
    ruling = _on(Correct, WAIT, changes=changes, became=_said("We wait").id)
    for read in ((WAIT,), (_said("We wait"),), (WAIT, _said("We wait")), ()):
        out = items.ruled(_page(*read), TEXT, ruling, 2)
        assert out is not None
        assert [(one.text, one.ruled) for one in out[0].statements] == [("We wait", {"content": 2})]


def test_a_correction_whose_cue_stands_nowhere_any_more_is_lost_as_a_whole() -> None:
    changes = StatementChanges(fields=("denied", "cue"), denied=True, cue=anchored("x gone y", [(2, 6)]))
    assert items.ruled(_page(WAIT), TEXT, _on(Correct, WAIT, changes=changes, became=None), 1) is None


def test_a_speaker_whom_the_article_does_not_name_stands_where_the_words_point_and_nobody_else_is_lost() -> None:
    new = Party(id="person.new", name="Somebody New", type="person", country=None, standing=())
    out = items.ruled(_page(LOW, WAIT), TEXT, _on(Correct, LOW, changes=_changes(speaker=new), became=None), 1)
    assert out is not None
    held = {one.id: one for one in out[0].entities}
    assert held["person.new"].mentions == RUVELL.mentions
    assert {one.speaker for one in out[0].statements} <= held.keys()
    assert RUVELL.id in held


def test_an_added_statement_takes_the_place_of_the_one_that_a_later_reading_finds() -> None:
    ruling = _on(Add, NONE)
    for read in (
        (),
        (NONE.model_copy(update={"kind": "indirect"}),),
        (statement_of(PAGE, (NONE.content[0][0], NONE.content[0][1] - 2)),),
    ):
        out = _after(_page(*read), ruling, 3)
        assert out is not None
        assert {text: one.ruled for text, one in out.items()} == {"No ferries": {"added": 3}}
        assert out["No ferries"].kind == "direct"
