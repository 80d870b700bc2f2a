"""Spellings of an address: one reading each, or none."""

from __future__ import annotations

import pytest

from onrecord.capture.fetching.addresses import joined, shown, target
from onrecord.capture.fetching.refusal import Refusal


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("http://paper.example", "http://paper.example/"),
        ("HTTPS://Paper.Example:443/World", "https://paper.example/World"),
        ("http://paper.example.:80/x?a=1#top", "http://paper.example/x?a=1"),
        ("http://paper.example:8080/x", "http://paper.example:8080/x"),
        (" https://paper.example/x\n", "https://paper.example/x"),
        ("https://paper.example/küste", "https://paper.example/k%C3%BCste"),
        ("https://zeitung-münchen.example/", "https://xn--zeitung-mnchen-osb.example/"),
        ("https://paper.example/a/../b", "https://paper.example/b"),
        ("http://[2606:2800:0021:0::1]/", "http://[2606:2800:21::1]/"),
        ("http://93.184.215.14/x", "http://93.184.215.14/x"),
    ],
)
def test_one_address_has_one_spelling(typed: str, read: str) -> None:
    assert target(typed).url == read
    assert target(target(typed).url) == target(typed)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("http://2130706433/", "number"),
        ("http://0x7f.1/", "number"),
        ("http://0177.0.0.1/", "number"),
        ("http://127.1/", "number"),
        ("http://0x7f000001/", "number"),
        ("http://127.0.0.1.5/", "number"),
        ("http://1.2.3.256/", "number"),
        ("http://paper.0x1/", "number"),
        ("http://１２７.０.０.１/", "address"),
        ("http://①②⑦.0.0.1/", "address"),
        ("http://127。0。0。1/", "address"),
        ("http://paper.example@127.0.0.1/", "password"),
        ("http://desk:secret@paper.example/", "password"),
        ("http://paper.example\\@127.0.0.1/", "backslash"),
        ("http:\\\\127.0.0.1\\", "backslash"),
        ("http://paper\t.example/", "tab"),
        ("http://paper.example/a b", "space"),
        ("http://paper.example/\r\nHost: other.example", "control"),
        ("http://paper.example\x00.test/", "control"),
        ("http://127.0.0.1%2f.example/", "name"),
        ("http://%31%32%37.0.0.1:25/", "port"),
        ("http://[fe80::1%25eth0]/", "zone"),
        ("http://[::1", "address"),
        ("http://[1.2.3.4]/", "address"),
        ("http://[v1.x]/", "address"),
        ("http:///x", "name"),
        ("http://", "name"),
        ("http://.example/", "name"),
        ("http://a..example/", "name"),
        ("http://-a.example/", "name"),
        ("http://" + "a" * 64 + ".example/", "name"),
        ("http://paper.example:25/", "port 25"),
        ("http://paper.example:0/", "port 0"),
        ("http://paper.example:22/", "port 22"),
        ("http://paper.example:6667/", "port 6667"),
        ("http://paper.example:99999/", "address"),
        ("http://paper.example:8_0/", "address"),
        ("http:paper.example/", "begin with"),
        ("ftp://paper.example/", "begin with"),
        ("file:///etc/passwd", "begin with"),
        ("gopher://paper.example/", "begin with"),
        ("javascript:alert(1)", "begin with"),
        ("//paper.example/", "begin with"),
        ("", "begin with"),
        ("http://paper.example/" + "a" * 5_000, "characters"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(typed: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        target(typed)


def test_a_number_written_in_percent_signs_is_that_number() -> None:
    assert target("http://%31%32%37.0.0.1/").host == "127.0.0.1"


@pytest.mark.parametrize(
    ("location", "leads"),
    [
        ("/b", "https://paper.example/b"),
        ("b?x=1", "https://paper.example/world/b?x=1"),
        ("//other.example/", "https://other.example/"),
        ("http://other.example/a b", "http://other.example/a%20b"),
        ("/k\xc3\xbcste", "https://paper.example/k%C3%BCste"),
        ("?page=2", "https://paper.example/world/port?page=2"),
    ],
)
def test_a_redirect_leads_from_where_it_stands(location: str, leads: str) -> None:
    assert joined(target("https://paper.example/world/port"), location).url == leads


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://127.1/", "http://a\\b/", "http://[::1", "\x00"])
def test_a_redirect_is_read_as_strictly(location: str) -> None:
    with pytest.raises(Refusal):
        joined(target("https://paper.example/"), location)


def test_no_password_is_ever_told() -> None:
    assert shown("https://desk:secret@paper.example/x") == "https://...@paper.example/x"
    assert "\x1b" not in shown("https://paper.example/\x1b[2J")
    assert len(shown("https://paper.example/" + "a" * 5_000)) == 500
