from __future__ import annotations

import runpy
from email.message import EmailMessage
from pathlib import Path

import pytest

from onrecord.capture import Raw, page, raw_of, raws
from onrecord.errors import PageError

_LETTERS = runpy.run_path(str(Path(__file__).with_name("letters.py")))
ARTICLE, letter = _LETTERS["ARTICLE"], _LETTERS["letter"]


def test_a_newsletter_is_its_html_with_what_its_header_says() -> None:
    raw = raw_of(letter(Archived_At="<https://courier.example/letters/17>").as_bytes(), source="17.eml")
    assert raw.data.decode() == ARTICLE + "\n"
    assert raw.source == "17.eml"
    known = raw.given
    assert (known.outlet, known.title) == ("Vell Courier Morgenpost", "Port closed – „no ships“")
    assert known.published == known.captured == "2031-05-05T06:30:00+02:00"
    assert (known.url, known.record_id) == ("https://courier.example/letters/17", "<17@courier.example>")
    assert page(raw).text == "Port closed\n\n“The port of Vell stays closed,” said Müller."


def test_what_the_caller_says_outranks_the_header() -> None:
    raw = raw_of(letter().as_bytes(), captured="2031-06-01")
    assert (raw.given.captured, raw.given.published) == ("2031-06-01", "2031-05-05T06:30:00+02:00")


def test_a_letter_without_html_is_its_text() -> None:
    raw = raw_of(letter(html=None).as_bytes())
    assert page(raw).text == "The port is closed, said Müller.\n"
    assert raw.given.format == "text"


def test_the_archive_of_a_list_is_no_address_of_a_letter() -> None:
    assert raw_of(letter(List_Archive="<https://courier.example/letters>").as_bytes()).given.url is None


def test_a_text_is_read_in_the_encoding_that_its_part_names() -> None:
    text = "Порт закрыт.\n"  # too short to tell by its looks
    made = EmailMessage()
    made["From"], made["Date"] = "Порт <news@port.example>", "Mon, 05 May 2031 06:30:00 -0000"
    made.set_content(text, charset="koi8-r", cte="8bit")
    raw = raw_of(made.as_bytes())
    assert page(raw).text == text
    assert (raw.given.outlet, raw.given.captured) == ("Порт", "2031-05-05T06:30:00Z")


def test_attachments_are_passed_over() -> None:
    made = letter(html=None)
    made.add_attachment("<p>Not this</p>", subtype="html", filename="a.html")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    assert raw_of(made.as_bytes()).data == "The port is closed, said Müller.\n".encode()


def test_a_letter_that_carries_letters_is_read_as_these(tmp_path: Path) -> None:
    cover = letter(html=None, text="See below.\n", From="me@home.example", Subject="Fwd")
    cover.add_attachment(letter())
    cover.add_attachment(letter(From="Bote <b@bote.example>"))
    path = tmp_path / "fwd.eml"
    path.write_bytes(cover.as_bytes())
    found = [one for one in raws(str(path)) if isinstance(one, Raw)]
    assert [one.given.outlet for one in found] == ["Vell Courier Morgenpost", "Bote"]
    assert [one.source for one in found] == [f"{path}#1", f"{path}#2"]


@pytest.mark.parametrize(
    ("sender", "outlet"),
    [
        ('"Post, Die" <a@post.example>', "Post, Die"),
        ("=?utf-8?q?Post=2C_Die?= <a@post.example>", "Post, Die"),
        ("a@post.example", "post.example"),
        ("=?nonsense?q?Post?= <a@post.example>", "=?nonsense?q?Post?="),
    ],
)
def test_the_outlet_is_the_senders_name_else_the_site(sender: str, outlet: str) -> None:
    data = f"From: {sender}\nDate: Mon, 05 May 2031 06:30:00 +0200\n\nThe port is closed.\n".encode()
    assert raw_of(data).given.outlet == outlet


@pytest.mark.parametrize("date", ["soon", "Mon, 99 May 2031 06:30:00 +0200", ""])
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    raw = raw_of(f"From: a@post.example\nMessage-ID: <1@x>\nDate: {date}\n\nThe port is closed.\n".encode())
    assert raw.given.captured is raw.given.published is None


def test_each_letter_of_a_mailbox_is_a_page_named_by_its_place(tmp_path: Path) -> None:
    first = b"From news@courier.example Mon May  5 06:30:00 2031\n" + letter().as_bytes() + b"\n\n"
    second = b"From b@bote.example Tue May  6 06:30:00 2031\r\n" + letter(html=None, text=None).as_bytes() + b"\n"
    third = b"\nFrom the harbour, in 2031\nFrom c@c.example Tue May  6 06:30:00 2031\nnot after a blank line\n"
    path = tmp_path / "letters"
    path.write_bytes(first + second + b"\n" + first + third)
    one, empty, other = raws(str(path))
    assert isinstance(one, Raw)
    assert isinstance(other, Raw)
    assert (one.source, one.data) == (f"{path}@0", ARTICLE.encode() + b"\n")
    assert isinstance(empty, PageError)
    assert str(empty) == f"{path}@{len(first)}: a letter without a text"
    assert other.source == f"{path}@{len(first + second) + 1}"


@pytest.mark.parametrize(
    "text",
    [
        "From: the editors\n\nThe port of Vell stays closed.",
        "From the harbour, Monday 5 May 2031\nThe port of Vell stays closed.\n",
        "Note: the port of Vell stays closed.\nDate: Monday\n\nSaid Ruvell.",
        "Said Ruvell: the port stays closed.",
    ],
)
def test_a_text_that_begins_like_a_letter_is_a_text(text: str) -> None:
    raw = raw_of(text.encode(), source="page.txt")
    assert raw.data == text.encode()
    assert raw.given.outlet is None


def test_what_is_called_a_letter_and_is_none_is_told() -> None:
    with pytest.raises(PageError, match="not a letter"):
        raw_of(b"<p>The port is closed.</p>", format="mail")
