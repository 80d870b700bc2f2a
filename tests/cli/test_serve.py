from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Run

from onrecord.cli import serve
from onrecord.errors import InputError


def test_without_the_extra_it_says_which_one_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "find_spec", lambda _name: None)
    with pytest.raises(InputError, match=r"onrecord\[web\]"):
        serve._check_installed()


def test_a_record_that_is_not_there_is_told_in_a_line(onrecord: Run, tmp_path: Path) -> None:
    done = onrecord("serve", "--record", str(tmp_path / "none.db"), "--port", "0", "--no-open")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "there is no record" in done.stderr
