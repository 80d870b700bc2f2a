from __future__ import annotations

import pytest

from onrecord.capture.addresses import canonical_url

GIVEN = "https://paper.example/world/port?id=7"


@pytest.mark.parametrize(
    ("links", "url", "expected"),
    [
        ({}, None, None),
        ({}, GIVEN, GIVEN),
        ({}, "https://Paper.example/world/port?utm_source=mail&id=7", GIVEN),
        ({"canonical": "https://paper.example/a"}, None, "https://paper.example/a"),
        (
            {"canonical": "https://paper.example/a", "og:url": "https://paper.example/b"},
            GIVEN,
            "https://paper.example/a",
        ),
        ({"canonical": "/world/harbour"}, GIVEN, "https://paper.example/world/harbour"),
        ({"canonical": "/world/harbour"}, None, None),
        ({"canonical": " ", "og:url": "https://paper.example/b"}, GIVEN, "https://paper.example/b"),
        ({"canonical": "javascript:void(0)"}, GIVEN, GIVEN),
        ({"canonical": "https://paper.example/"}, GIVEN, GIVEN),
        ({"canonical": "https://paper.example/"}, "https://paper.example", "https://paper.example/"),
        ({"canonical": "https://[bad"}, GIVEN, GIVEN),
        ({"canonical": "http://"}, GIVEN, GIVEN),
        ({"canonical": "https://paper.example/" + "x" * 5_000}, GIVEN, GIVEN),
        ({}, "port.html", None),
        ({}, "ftp://paper.example/a", None),
    ],
)
def test_the_address_that_a_page_goes_by(links: dict[str, str], url: str | None, expected: str | None) -> None:
    assert canonical_url(links, url) == expected
