from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.language import paragraphs, quotations

TEXTS = st.text(alphabet=st.sampled_from("abS .,?!\n\r\t'\"‘’“”„«»‹›`()-–—19é😀\u0301"), max_size=80)


@given(TEXTS)
def test_quotations_fit_their_text_and_hold_something(text: str) -> None:
    for one in quotations(text):
        assert 0 <= one.start < one.inner_start < one.inner_end <= one.end <= len(text)


@given(TEXTS)
def test_quotations_nest_and_never_cross(text: str) -> None:
    found = quotations(text)
    assert list(found) == sorted(found, key=lambda one: (one.start, -one.end))
    open_: list[int] = []
    for one in found:
        while open_ and open_[-1] <= one.start:
            open_.pop()
        assert one.level == len(open_)
        assert not open_ or one.end <= open_[-1]
        open_.append(one.end)


@given(TEXTS)
def test_quotations_stay_within_their_paragraph(text: str) -> None:
    spans = paragraphs(text)
    for one in quotations(text):
        assert any(start <= one.start and one.end <= end for start, end in spans)


@given(TEXTS)
def test_paragraphs_hold_all_ink_and_follow_one_another(text: str) -> None:
    spans = paragraphs(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
