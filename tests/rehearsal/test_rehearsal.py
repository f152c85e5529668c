"""The simulated people against the real server, each in a process of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import socketio

from tests.server import Server, environment, until


class Presenter:
    """The presenter of one workshop; `shown` is kept up to date by the socket."""

    def __init__(self, server: Server, workshop: dict[str, Any]) -> None:
        self.key = workshop["key"]
        self.shown: dict[str, Any] = {}
        self.socket = socketio.Client()
        for message in ("stage", "result"):
            self.socket.on(message, self.shown.update)
        self.socket.connect(server.url, transports=["websocket"])
        self.call("watch")

    def do(self, verb: str) -> None:
        self.call("do", rev=self.shown["rev"], verb=verb)

    def call(self, message: str, **payload: Any) -> None:
        reply = self.socket.call(message, {"key": self.key} | payload)
        assert reply["ok"], reply
        self.shown.update(reply["stage"])

    def sees(self, fact: str, least: int) -> None:
        """Wait until `answered` or `present` is at least so many."""
        until(lambda: self.shown[fact] >= least, 60)


@contextmanager
def presenting(server: Server, workshop: int = 0) -> Iterator[Presenter]:
    presenter = Presenter(server, server.workshops[workshop])
    try:
        yield presenter
    finally:
        presenter.socket.disconnect()


def alive(pid: int) -> bool:
    """Whether this process still does something; one that has ended may wait for its parent."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for listed in found for child in listed.read_text().split()]


@pytest.fixture
def demo(tmp_path):
    """The demo with twelve simulated people in each workshop."""
    with Server(tmp_path, "--phones", "12") as server:
        yield server


def test_simulated_people_answer_what_is_opened_and_leave_with_the_server(demo):
    (phones,) = until(lambda: children(demo.pid))
    with presenting(demo) as presenter:
        presenter.do("next")
        presenter.sees("answered", 10)
        assert presenter.shown["present"] >= 10
        assert presenter.shown["answered"] <= 12
    assert alive(phones)
    assert demo.stop() == 0
    assert not alive(phones)
    assert demo.said == ""


def test_simulated_people_end_when_the_server_is_killed(demo):
    (phones,) = until(lambda: children(demo.pid))
    demo.kill()
    until(lambda: not alive(phones))


@contextmanager
def people(server: Server, count: int) -> Iterator[subprocess.Popen[str]]:
    """Simulated people in the plenary, who do not belong to the server."""
    command = [sys.executable, "-m", "pollapp.rehearsal", server.url, str(count), server.workshops[0]["code"]]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_simulated_people_come_back_after_a_crash_as_the_same_people(server):
    with people(server, 8) as process:
        with presenting(server) as presenter:
            presenter.sees("present", 8)
            server.kill()
        server.restart()
        with presenting(server) as presenter:
            presenter.sees("present", 8)
            presenter.do("next")
            presenter.sees("answered", 4)
            assert presenter.shown["present"] == 8
        _, errors = process.communicate("")
    assert process.returncode == 0
    assert errors == ""


def test_simulated_people_know_the_server_by_its_messages_alone():
    program = "import pollapp.rehearsal.crowd, sys; print([name for name in sys.modules if name.startswith('pollapp')])"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert "pollapp.rehearsal.crowd" in loaded
    assert all(name in ("pollapp", "pollapp.rehearsal") or ".rehearsal." in name for name in eval(loaded))
