"""The command line in this process: quick, and with the exit code and the words that a person gets."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from pollapp import cli
from tests.server import environment


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str


Pollapp = Callable[..., Said]


@pytest.fixture
def pollapp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Pollapp]:
    """`pollapp("settings", PORT="1")`: run a command in an empty folder; names in capitals are the environment."""

    def run(*words: str, **variables: str) -> Said:
        with monkeypatch.context() as now:
            now.chdir(tmp_path)
            now.setattr(sys, "argv", ["pollapp", *words])
            for name in set(os.environ) - set(environment()):
                now.delenv(name)
            for name, value in variables.items():
                now.setenv(name, value)
            code = cli.run()
        return Said(code, *capsys.readouterr())

    yield run
    structlog.reset_defaults()  # a server has set up its log, and would write to what was captured here
