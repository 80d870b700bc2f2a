"""Which outlet a page is of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.article.about.outlet import site
from onrecord.article.flat import Found
from onrecord.capture import Page
from onrecord.model import Article, Named

Find = Callable[..., tuple[Page, tuple[Article, ...]]]

BODY = "The old bridge over the Orvik will close to lorries in June, the harbour office said, and the piers be mended."


def named(top: str, foot: str, url: str | None = None, metadata: str | None = None) -> Named | None:
    """The outlet of a page with a text between its top and its foot."""
    text = f"{top}\n{BODY}\n{foot}\n"
    begin = text.find(BODY)
    found = site(text, [Found(None, ((begin, begin + len(BODY)),))], url, metadata)
    assert found is None or all("stmark" in text[slice(*span)].casefold() for span in found.spans)
    return found


@pytest.mark.parametrize(
    ("top", "foot"),
    [
        ("Ostmark Today\nHome\nSport", "© 2025 Ostmark Today Ltd. All rights reserved."),
        ("Home\nSport", "Follow Ostmark Today on Facebook\nCopyright 2019-2025 Ostmark Today"),
        ("Ostmark Today\nHome\nSport", "Write to letters@ostmarktoday.example"),
        ("Home", "About Ostmark Today\nPrivacy policy\nOSTMARK TODAY © 2025"),
    ],
)
def test_two_places_that_agree_name_the_outlet(top: str, foot: str) -> None:
    outlet = named(top, foot)

    assert outlet is not None
    assert outlet.name == "Ostmark Today"
    assert len(outlet.spans) > 1


def test_a_masthead_alone_is_enough_where_it_is_called_like_a_newspaper() -> None:
    outlet = named("Ostmark Herald\nHome\nSport", "")

    assert outlet is not None
    assert (outlet.name, outlet.basis) == ("Ostmark Herald", "line")


@pytest.mark.parametrize(
    ("top", "foot"),
    [
        ("Home\nSport", "© 2025 Orvik Holdings plc"),
        ("Latest\nWeather", "Follow us on Facebook"),
        ("Ostmark Today\nHome", "© 2025 Orvik Holdings plc"),
        ("Home", "letters@ostmarktoday.example"),
    ],
)
def test_one_place_alone_names_none(top: str, foot: str) -> None:
    assert named(top, foot) is None


def test_an_address_names_the_outlet_where_the_page_shows_a_name_that_it_is_made_of() -> None:
    address = "https://www.ostmark-today.co.uk/news/bridge"

    outlet = named("Home", "Get more of Ostmark Today in your inbox", address)
    assert outlet is not None
    assert (outlet.name, outlet.basis) == ("Ostmark Today", "url")
    assert named("Home", "", address) is None


def test_the_pages_head_names_it_and_the_page_bears_it_out() -> None:
    outlet = named("Ostmark Today\nHome", "", None, "Ostmark Today")

    assert outlet is not None
    assert (outlet.name, outlet.basis, len(outlet.spans)) == ("Ostmark Today", "metadata", 1)


def test_an_author_beside_a_relative_time_is_no_outlet(find: Find) -> None:
    text = f"Old bridge to close to lorries\nTamsin Rooke 2 hours ago\n\n{BODY}\n\n{BODY.replace('June', 'July')}\n"
    _, (article,) = find(text)

    assert article.outlet is None
