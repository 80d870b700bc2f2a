"""What a later state of an article changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.record.factory import Told

from onrecord.model import Article
from onrecord.story.versions import ORDER, Change, Words, changes

BRIDGE = ("Mira Valdin", "Nobody told the council that the bridge at Tolm was closed")
BOATS = ("Osman Kettering", "We lost twelve boats in the storm off the harbour")
TITLE = "Council asks about the bridge"


@dataclass(frozen=True)
class State:
    """An article as it stood at one time: its title, who said what, and what was printed below."""

    title: str = TITLE
    lines: Sequence[tuple[str, str]] = (BRIDGE, BOATS)
    below: str = ""

    def made(self) -> tuple[Article, str]:
        """The article, and the text of its page."""
        page, (article,) = Told(title=self.title, lines=self.lines).made()
        text, start = page.text + self.below, len(self.title) + 2
        return article.model_copy(update={"body": ((start, len(text)),) if start < len(text) else ()}), text


def words(line: tuple[str, str]) -> Words:
    """What is told of a line that somebody says in quotation marks."""
    return Words(line[1], line[0], is_quoted=True)


def changed(before: State, after: State) -> list[Change]:
    return changes(*before.made(), *after.made())


def indirect(state: State) -> tuple[Article, str]:
    """The same where nobody is quoted."""
    article, text = state.made()
    statements = tuple(one.model_copy(update={"kind": "indirect"}) for one in article.statements)
    return article.model_copy(update={"statements": statements}), text


def kinds(before: State, after: State) -> list[str]:
    return [change.what for change in changed(before, after)]


def test_an_unchanged_article_has_no_changes() -> None:
    assert changed(State(), State()) == []


@pytest.mark.parametrize(
    "note",
    [
        "Editor’s note: an earlier version of this article gave another number.",
        "This story was corrected to say that the bridge is open.",
        "Korrektur: Die Brücke ist offen.",
        "Исправление: мост открыт.",
    ],
)
def test_a_note_of_the_editors_comes_first(note: str) -> None:
    found = changed(State(), State(title="Council is told about the bridge", below=note))
    assert [one.what for one in found] == ["note", "title"]
    assert (found[0].before, found[0].after) == (None, Words(note))


def test_a_statement_that_was_dropped_is_told_with_its_speaker() -> None:
    found = changed(State(), State(lines=(BRIDGE,)))
    assert found == [Change("dropped", words(BOATS), None)]
    assert str(found[0]) == f"dropped: {BOATS[0]}: “{BOATS[1]}”"


def test_a_statement_that_came_in_is_added() -> None:
    found = changed(State(lines=(BRIDGE,)), State())
    assert found == [Change("added", None, words(BOATS))]


def test_another_number_in_a_statement_alters_it() -> None:
    altered = (BOATS[0], BOATS[1].replace("twelve", "14"))
    found = changed(State(), State(lines=(BRIDGE, altered)))
    assert found == [Change("altered", words(BOATS), words(altered), ("number",))]
    assert str(found[0]) == f"altered: {BOATS[0]}: “{BOATS[1]}” → “{altered[1]}” (number)"
    assert found[0].as_json() == {
        "what": "altered",
        "before": BOATS[1],
        "after": altered[1],
        "marks": ["number"],
        "speakers": [BOATS[0], BOATS[0]],
    }


def test_indirect_speech_is_told_without_quotation_marks() -> None:
    altered = BOATS[1].replace("twelve", "14")
    [found] = changes(*indirect(State()), *indirect(State(lines=(BRIDGE, (BOATS[0], altered)))))
    assert str(found) == f"altered: {BOATS[0]}: {BOATS[1]} → {altered} (number)"


def test_a_negation_that_was_lost_alters_a_statement() -> None:
    lost = (BRIDGE[0], BRIDGE[1].replace("Nobody", "Kettering"))
    found = changed(State(), State(lines=(lost, BOATS)))
    assert (found[0].what, found[0].marks) == ("altered", ("negation",))


def test_a_number_that_is_written_otherwise_alters_no_statement() -> None:
    spelt = (BOATS[0], BOATS[1].replace("twelve", "12"))
    assert kinds(State(), State(lines=(BRIDGE, spelt))) == ["sentence"]


def test_words_given_to_somebody_else_are_another_speaker() -> None:
    found = changed(State(), State(lines=(BRIDGE, ("Ada Finch", BOATS[1]))))
    assert found == [Change("speaker", words(BOATS), words(("Ada Finch", BOATS[1])))]
    assert str(found[0]) == f"speaker: {BOATS[0]} → Ada Finch: “{BOATS[1]}”"


def test_another_figure_of_the_text_is_told_apart_from_other_words() -> None:
    before = State(below="Repairs took 40 days and were paid for by the harbour office.")
    assert kinds(before, State(below=before.below.replace("40", "60"))) == ["figure"]
    assert kinds(before, State(below=before.below.replace("office", "board"))) == ["sentence"]


def test_another_title_is_told_and_capitals_are_none() -> None:
    found = changed(State(), State(title="Council hears of the bridge"))
    assert found == [Change("title", Words(TITLE), Words("Council hears of the bridge"))]
    assert changed(State(), State(title=TITLE.upper())) == []


def test_a_sentence_put_in_and_one_left_out_are_told() -> None:
    put_in = State(below="Divers will look at the piers in spring.")
    assert changed(State(), put_in) == [Change("sentence", None, Words(put_in.below))]
    [left_out] = changed(put_in, State())
    assert str(left_out) == f"sentence left out: {put_in.below}"


def test_what_was_only_moved_is_no_change() -> None:
    assert changed(State(), State(lines=(BOATS, BRIDGE))) == []


def test_a_figure_beside_a_statement_that_changed_is_told_beside_it() -> None:
    def reported(piers: int, boats: str) -> tuple[Article, str]:
        """An article in which a figure of the reporter's stands before somebody's words."""
        article, text = State(lines=((BOATS[0], BOATS[1].replace("twelve", boats)),)).made()
        start = text.index("“")
        added = f"Of {piers} piers none was left, and "
        moved = [
            one.model_copy(update={"content": tuple((a + len(added), b + len(added)) for a, b in one.content)})
            for one in article.statements
        ]
        told = f"{text[:start]}{added}{text[start:]}"
        return article.model_copy(update={"statements": tuple(moved), "body": ((start, len(told)),)}), told

    def kinds_of(*pages: tuple[Article, str]) -> list[str]:
        return [one.what for one in changes(*pages[0], *pages[1])]

    assert kinds_of(reported(4, "twelve"), reported(4, "14")) == ["altered"]
    assert kinds_of(reported(4, "twelve"), reported(6, "14")) == ["altered", "figure"]


def test_a_statement_that_one_version_was_not_read_with_did_not_change() -> None:
    article, text = State().made()
    fewer = article.model_copy(update={"statements": article.statements[:1]})
    assert changes(article, text, fewer, text) == changes(fewer, text, article, text) == []


def test_an_article_without_any_words_lost_everything() -> None:
    assert kinds(State(), State(lines=())) == ["dropped", "dropped"]
    assert kinds(State(lines=()), State()) == ["added", "added"]


STATES = st.builds(
    State,
    st.sampled_from([TITLE, "Council hears of the bridge"]),
    st.lists(st.sampled_from([BRIDGE, BOATS, ("Ada Finch", "The tide was high that night")]), unique=True, max_size=3),
    st.sampled_from(["", "Correction: the bridge is open.", "It rained for 40 days.", "It rained for 60 days."]),
)


@given(STATES, STATES)
def test_what_matters_most_comes_first(before: State, after: State) -> None:
    found = kinds(before, after)
    assert found == sorted(found, key=ORDER.index)
    assert kinds(before, before) == []
    assert kinds(before, after).count("dropped") == len(set(before.lines) - set(after.lines))
    assert kinds(before, after).count("added") == len(set(after.lines) - set(before.lines))
