"""No engine tells anybody that it is used: not one connection to anywhere but this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.cluster import traced
from tests.conftest import ROOT, environment

from onrecord.archive.engines.quiet import SWITCHES, quiet

TRACED = pytest.mark.skipif(not traced.can_be_traced(), reason="there is no strace, or no network namespace to be had")
DAFT = pytest.mark.skipif(not os.environ.get("ONRECORD_DAFT"), reason="make test-cluster installs Daft")
RAY = pytest.mark.skipif(not os.environ.get("ONRECORD_RAY"), reason="make test-cluster installs Ray")
PATHS = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
# Asks the service that clouds have at this address.
ASKING = "import socket; socket.socket().connect_ex(('169.254.169.254', 80))"


@TRACED
def test_what_is_traced_is_seen(tmp_path: Path) -> None:
    found = traced.addresses([sys.executable, "-c", ASKING], tmp_path / "log", environment())

    assert traced.outside(found) == ["169.254.169.254"]


@TRACED
@pytest.mark.parametrize("engine", ["local", pytest.param("daft", marks=DAFT)])
def test_an_engine_of_one_machine_connects_to_nobody(engine: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.archive.toy_run", engine, str(tmp_path)]

    assert traced.addresses(command, tmp_path / "log", environment(PATHS)) == []
    assert len(list(tmp_path.glob("*.out"))) == 8


@TRACED
@RAY
def test_a_cluster_connects_to_itself_alone(tmp_path: Path) -> None:
    """Head, workers and driver."""
    within = [sys.executable, "-m", "tests.cluster.cluster", "--inside"]
    command = [*within, sys.executable, "-m", "tests.archive.toy_run", "ray", str(tmp_path)]

    found = traced.addresses(command, tmp_path / "log", environment(PATHS))

    assert found
    assert traced.outside(found) == []
    assert len(list(tmp_path.glob("*.out"))) == 8


def test_what_another_program_would_have_told_goes_nowhere_either(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SWITCHES:
        monkeypatch.setenv(name, "as it was")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.example:4317")
    monkeypatch.setenv("DAFT_DASHBOARD_URL", "http://dashboard.example")

    quiet()

    assert {name: os.environ[name] for name in SWITCHES} == SWITCHES
    assert "OTEL_EXPORTER_OTLP_ENDPOINT" not in os.environ
    assert "DAFT_DASHBOARD_URL" not in os.environ
