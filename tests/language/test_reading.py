from __future__ import annotations

from tests.articles import whole_article

from onrecord.language import body_view, read
from onrecord.model import Article, Dateline

TEXT = "ORVIK, May 2 (Ostrel) - “We know,” Dorn said. [photo] It rained.\n\nMore to come."


def article() -> Article:
    cut = TEXT.index("[photo] ")
    return whole_article(
        TEXT,
        body=((0, cut), (cut + len("[photo] "), TEXT.index("More"))),
        dateline=Dateline(place="Orvik", date=None, spans=((0, TEXT.index("“")),)),
    )


def test_the_view_is_the_body_without_dateline_and_cuts() -> None:
    assert body_view(article(), TEXT).text.startswith(["“We know,” Dorn said.", " rained."][0])
    assert "photo" not in body_view(article(), TEXT).text
    assert "ORVIK" not in body_view(article(), TEXT).text


def test_tokens_lead_back_to_the_text_of_the_capture() -> None:
    reading = read(article(), TEXT)
    assert reading.doc is not None
    name = next(token for token in reading.doc if token.text == "Dorn")
    spans = reading.spans(reading.doc[name.i : name.i + 1])
    assert [TEXT[start:end] for start, end in spans] == ["Dorn"]


def test_quotations_and_paragraphs_count_in_the_view() -> None:
    reading = read(article(), TEXT)
    assert [reading.view.text[one.inner_start : one.inner_end] for one in reading.quotations] == ["We know,"]
    assert reading.paragraphs[0][0] == 0
