"""Templates: a desk shows those that it was started with; long lists of leads are folded."""

from __future__ import annotations

import pytest
from jinja2 import PackageLoader, Template
from starlette.testclient import TestClient

from onrecord.model import Saying, Version
from onrecord.web import render


@pytest.mark.parametrize("path", ["/", "/saved", "/pair", "/nothing"])
def test_no_template_is_read_once_a_desk_runs(path: str, reading: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def changed(*_: object) -> None:
        raise AssertionError("a template was read again")

    reading.get("/stories")
    monkeypatch.setattr(Template, "is_up_to_date", False)
    monkeypatch.setattr(PackageLoader, "get_source", changed)

    assert reading.get(path).status_code in (200, 404)
    assert "<main" in reading.get(path).text


def saying(number: int) -> Saying:
    version = Version(
        statement=f"st_{number}",
        article="ar_ferry",
        outlet="Harbour Ledger",
        title="Ferries stay",
        url=None,
        source="ferry.txt",
        published="2031-05-04",
        said=None,
        kind="direct",
        act="said",
        denied=False,
        text=f"The ferry stays, and that is my word number {number}",
        copy_of=None,
    )
    return Saying(
        id=f"sa_{number}",
        speaker="en_valdin",
        speaker_name="Mira Valdin",
        said=None,
        first="2031-05-04",
        last="2031-05-04",
        sources=1,
        versions=(version,),
        said_before=(),
        said_again=(),
        contradicts=(),
    )


@pytest.mark.parametrize(("count", "folded"), [(2, 0), (3, 0), (4, 1), (12, 9)])
def test_what_sounds_alike_is_folded_after_the_first_three(count: int, folded: int) -> None:
    parts = render._environment().get_template("parts.html").module
    shown = str(parts.echoes_of({"said again": [saying(number) for number in range(count)]}))  # type: ignore[attr-defined]
    opened, _, below = shown.partition("<details>")

    assert opened.count("/sayings/") == min(count, 3)
    assert below.count("/sayings/") == folded
    assert (f"<summary>{folded} more</summary>" in below) == bool(folded)
