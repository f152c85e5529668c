"""The real server as a subprocess: started on a folder, stopped, killed and started again on the same port.

A test asks for the fixture `server`, or makes a `Server` of its own when it wants simulated phones or another mode.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

PORTS = range(15_000, 32_000)
"""Below those that the system hands out: a phone that keeps calling a port on which nobody listens can be given
that very port for its own end, and is then connected to itself while the server cannot have it back."""

PATIENCE = 60.0
"""Seconds in which a process has to start or end, also on a busy machine."""


def until(fact: Callable[[], Any], seconds: float = 30) -> Any:
    """What `fact` gives as soon as it is truthy. Fails when it is not so within `seconds`."""
    deadline, pulse = time.monotonic() + seconds, threading.Event()
    while not (found := fact()):
        assert time.monotonic() < deadline, f"not within {seconds} seconds: {fact}"
        pulse.wait(0.02)
    return found


def free_port() -> int:
    """A port on which nobody listens now."""
    for port in random.sample(PORTS, 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")


def environment(mode: str | None = None) -> dict[str, str]:
    """Of this process, without settings of pollapp; the async mode is the one asked for, else that of the tests.

    So `POLLAPP_FAST=0 make test` plays everything without the fast path.
    """
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("POLLAPP_", "LC_")) and name not in ("PORT", "PUBLIC_URL", "LANG", "LANGUAGE")
    }
    return clean | {
        "POLLAPP_ASYNC_MODE": mode or os.environ.get("POLLAPP_ASYNC_MODE", "eventlet"),
        "POLLAPP_FAST": os.environ.get("POLLAPP_FAST", "1"),
    }


class Server:
    """`pollapp demo` in a process of its own. `with Server(tmp_path) as server:` starts it and stops it.

    `facts` is the line of `--json`: {url, organiser, workshops}. `settings` are environment variables.
    """

    def __init__(self, folder: Path, *arguments: str, mode: str | None = None, **settings: str) -> None:
        self.data = folder / "data"
        self.errors = folder / "stderr.txt"
        self.port = free_port()
        self.arguments = arguments
        self.environment = environment(mode) | settings
        self.facts: dict[str, Any] = {}
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def workshops(self) -> list[dict[str, Any]]:
        """The plenary and the four parallel workshops: {id, title, code, key, watch_key, screen, desk}."""
        return list(self.facts["workshops"])

    @property
    def pid(self) -> int:
        assert self._process, "the server has not been started"
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def said(self) -> str:
        """What it wrote to standard error so far."""
        return self.errors.read_text() if self.errors.exists() else ""

    def start(self) -> None:
        """Start, and come back once it takes connections. Fails with its errors when it does not."""
        assert not self.running, "the server runs already"
        options = ["--json", "--host", "127.0.0.1", "--port", str(self.port), "--data", str(self.data)]
        with self.errors.open("a") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pollapp", "demo", *options, *self.arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=self.environment,
                text=True,
            )
        self.facts = json.loads(self._first_line())

    def stop(self) -> int:
        """Ask it to end (SIGTERM) and give its exit code, 0 when it drained well."""
        return self._end(signal.SIGTERM)

    def kill(self) -> int:
        """End it at once (SIGKILL), as a crash would. Nothing happens when it is not running."""
        return self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Start it again on the same port and data; a server that still runs is asked to end first."""
        self.stop()
        self.start()

    def _first_line(self) -> str:
        assert self._process
        assert self._process.stdout
        waiting = select.poll()  # a test with many phones has numbers that `select` does not take
        waiting.register(self._process.stdout, select.POLLIN)
        line = self._process.stdout.readline() if waiting.poll(1000 * PATIENCE) else ""
        if not line:
            self.kill()
            raise AssertionError(f"the server did not start:\n{self.said}")
        return line

    def _end(self, number: signal.Signals) -> int:
        process = self._process
        if process is None:
            return 0
        if process.poll() is None:
            process.send_signal(number)
        try:
            code = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError(f"the server did not end within {PATIENCE} seconds:\n{self.said}") from None
        finally:
            if process.stdout:
                process.stdout.close()
        return code
