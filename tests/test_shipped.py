from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.data import shipped
from onrecord.errors import MissingModelError
from onrecord.event import heads as events
from onrecord.language import encoder
from onrecord.statement import heads

FILES = [encoder.FILE, heads.CUES, heads.AROUND, events.ENCODER, events.KINDS_HEAD, events.AROUND]


@pytest.mark.parametrize("file", FILES)
def test_a_model_is_read_only_as_it_was_shipped(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shipped.content(file)
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_bytes(b"something else")
    (tmp_path / shipped.total(file)).write_bytes(files("onrecord.data").joinpath(shipped.total(file)).read_bytes())
    monkeypatch.setattr(shipped, "files", lambda _: tmp_path)
    with pytest.raises(MissingModelError, match="damaged: install onrecord again"):
        shipped.content(file)


def test_a_model_that_is_missing_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "files", lambda _: tmp_path)
    with pytest.raises(MissingModelError, match=r"^encoder\.onnx of the package is missing: install onrecord again$"):
        shipped.content(encoder.FILE)
