"""A record opens in Datasette as it is: no export is needed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.conftest import environment
from tests.exchange.conftest import CLAIMED, ODD, SENT
from tests.exchange.tools import tool


@pytest.mark.parametrize(
    ("view", "column", "told"), [("who_said_what", "text", ODD.lines[1][1]), ("who_did_what", "text", SENT.text)]
)
def test_its_views_answer(view: str, column: str, told: str, full_record: Path, tmp_path: Path) -> None:
    tool("datasette")
    record = Path(shutil.copy(full_record, tmp_path / "record.db"))
    asked = f"/record/{view}.json?_shape=array&_size=max&{column}={quote(told)}"
    done = subprocess.run(
        [Path(sys.executable).with_name("datasette"), record, "--get", asked],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    [row] = json.loads(done.stdout)
    assert row[column] == told
    if view == "who_did_what":
        assert (row["actors"], row["recipients"], row["capture"][:1].isalnum()) == ("NOR", "TUR", True)
        assert CLAIMED.text != row["text"]
