"""Addresses on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.capture.fetching.serving import Site, answer
from tests.conftest import Run

STORY = "The port of Vessmark was closed on Monday after a storm, the harbour master said. " * 8


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    page = f"<html><body><h1>Port closed</h1><p>{STORY}</p></body></html>"
    with Site({"/port": answer(page), "/robots.txt": answer("User-agent: *\nDisallow: /private")}) as running:
        yield running


def test_addresses_are_fetched_and_what_fails_is_listed(site: Site, onrecord: Run, tmp_path: Path) -> None:
    record, kept = tmp_path / "r.db", tmp_path / "fetched.warc.gz"
    urls = [site.url("/port"), site.url("/private")]

    done = onrecord(
        "add", *urls, "--record", record, "--allow-private", "--keep-warc", kept, "--contact", "desk@x.test"
    )

    assert done.returncode == 1, done.stderr
    assert "1 new page, 1 failed" in done.stdout
    assert f"onrecord: {site.url('/private')}: its robots.txt asks programs not to fetch it" in done.stderr
    assert "(desk@x.test)" in site.asked[-1].headers["user-agent"]
    failures = onrecord("doctor", "--record", record).stdout
    assert site.url("/private") in failures

    again = onrecord("add", kept, "--record", record)
    assert again.returncode == 0, again.stderr
    assert "0 new pages" in again.stdout


def test_private_networks_are_refused_unless_allowed(site: Site, onrecord: Run) -> None:
    before = len(site.asked)
    done = onrecord("read", site.url("/port"))
    assert done.returncode == 2
    assert done.stdout == ""
    assert "127.0.0.1 is an address of a private network; --allow-private lets such through" in done.stderr
    assert len(site.asked) == before


def test_read_prints_the_articles_of_an_address(site: Site, onrecord: Run) -> None:
    done = onrecord("read", site.url("/port"), "--allow-private")
    assert done.returncode == 0, done.stderr
    (found,) = (json.loads(line) for line in done.stdout.splitlines())
    assert found["capture"]["url"] == found["capture"]["source"] == site.url("/port")
    assert found["capture"]["captured"]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--contact", "("], "write an address of mail or of a page"),
        (["--keep-warc", "."], "cannot be written"),
        (["--captured", "mtime"], "no file time"),
    ],
)
def test_an_option_that_will_not_do_is_told_in_a_line(
    onrecord: Run, tmp_path: Path, options: list[str], why: str
) -> None:
    done = onrecord("add", "https://paper.example/", "--record", tmp_path / "r.db", *options)
    assert done.returncode == 2
    assert why in done.stderr
    assert done.stderr.count("\n") == 1
