"""The same server in both of its modes, started as the Procfile starts it: a workshop from the door to the result."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio

from pollapp.decks import BUNDLED
from pollapp.store import Keys, Store, workshops
from pollapp.workshops import planning
from tests.server import Server, environment, free_port, until
from tests.serving.raw import Raw

PROCFILE = Path(__file__).parents[2] / "Procfile"


WAYS = [("eventlet", "1"), ("eventlet", "0"), ("threading", "1")]


@pytest.mark.parametrize(("mode", "fast"), WAYS)
def test_a_question_is_asked_answered_shown_and_the_server_ends_well(tmp_path: Path, mode: str, fast: str):
    with Server(tmp_path, mode=mode, POLLAPP_FAST=fast) as server:
        plenary = server.workshops[0]
        assert requests.get(f"{server.url}/{plenary['code']}", timeout=30).status_code == 200
        screen = Raw(server.url)
        rev = screen.ask("watch", {"key": plenary["key"]})["stage"]["rev"]
        phones = [Raw(server.url) for _ in range(5)]
        for phone in phones:
            assert phone.ask("join", {"code": plenary["code"]})["ok"]
        stage = screen.ask("do", {"verb": "go", "step": 8, "rev": rev})["stage"]
        for number, phone in enumerate(phones):
            phone.hears("stage", round=stage["round"])
            reply = phone.ask("answer", {"round": stage["round"], "n": 1, "value": number})
            assert reply == {"ok": True, "round": stage["round"], "n": 1}
        assert screen.hears("result", answered=5)["result"]["n"] == 5
        assert server.stop() == 0
        assert server.said == ""
        for line in (screen, *phones):
            line.close()


class Client:
    """The client of python-socketio, by one of its ways; it keeps what it hears."""

    def __init__(self, url: str, transports: list[str]) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.changed = threading.Condition()
        self.socket = socketio.Client(reconnection=False)
        for name in ("stage", "result"):
            self.socket.on(name, partial(self.hear, name))
        self.socket.connect(url, transports=transports, wait_timeout=60)

    def hear(self, name: str, message: Any) -> None:
        with self.changed:
            self.heard.append((name, message))
            self.changed.notify_all()

    def hears(self, name: str, **facts: Any) -> Any:
        def found() -> Any:
            fits = [one for what, one in self.heard if what == name and facts.items() <= one.items()]
            return fits[0] if fits else None

        with self.changed:
            assert self.changed.wait_for(found, 60), f"{name} {facts} was not heard"
            return found()


@pytest.mark.parametrize("fast", ["1", "0"])
def test_phones_of_every_way_hear_the_same(tmp_path: Path, fast: str):
    with Server(tmp_path, POLLAPP_FAST=fast) as server:
        plenary = server.workshops[0]
        screen = Raw(server.url)
        rev = screen.ask("watch", {"key": plenary["key"]})["stage"]["rev"]
        ways = (["websocket"], ["polling"], ["polling", "websocket"])
        phones = [Client(server.url, way) for way in ways]
        for phone in phones:
            assert phone.socket.call("join", {"code": plenary["code"], "lang": "nl"}, timeout=60)["ok"]
        assert [phone.socket.transport() for phone in phones] == ["websocket", "polling", "websocket"]
        stage = screen.ask("do", {"verb": "go", "step": 8, "rev": rev})["stage"]
        heard = [phone.hears("stage", round=stage["round"]) for phone in phones]
        assert heard[0] == heard[1] == heard[2]
        for number, phone in enumerate(phones):
            message = {"round": stage["round"], "n": 1, "value": number}
            assert phone.socket.call("answer", message, timeout=60) == {"ok": True, "round": stage["round"], "n": 1}
            refused = phone.socket.call("answer", message | {"n": 2, "value": "no number"}, timeout=60)
            assert (refused["ok"], refused["error"]["field"]) == (False, "value")
        screen.hears("result", answered=3)
        for phone in phones:
            phone.socket.disconnect()
        assert server.stop() == 0
        assert server.said == ""
        screen.close()


@contextmanager
def started_by_procfile(folder: Path, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """The command of the Procfile, in a folder of its own."""
    command = PROCFILE.read_text().partition("web: ")[2].strip()
    command = command.replace("python", sys.executable).replace("0.0.0.0", "127.0.0.1")
    own = {"PYTHONPATH": str(PROCFILE.parent)}
    with (folder / "stderr.txt").open("wb") as errors:
        process = subprocess.Popen(
            ["/bin/sh", "-c", f"exec env {command}"], cwd=folder, env=environment() | own | variables, stderr=errors
        )
    yield process
    process.kill()
    process.wait()


def test_the_procfile_serves_what_was_prepared_and_settings_come_from_the_environment(tmp_path: Path):
    database, keys, port = tmp_path / "elsewhere" / "p.sqlite3", tmp_path / "secrets" / "k.json", free_port()
    store = Store(database)
    event = planning.add_event(store, planning.set_password(store, "Olga", "a long enough password"), "Dag")
    workshop = planning.add_workshop(store, event, BUNDLED[0])
    code = (store.read(lambda db: workshops.get(db, workshop)) or {})["code"]
    store.close()
    settings = {
        "PORT": str(port),
        "POLLAPP_DATABASE": str(database),
        "POLLAPP_KEYS": str(keys),
        "POLLAPP_OPEN_BY_HAND": "true",
    }
    with started_by_procfile(tmp_path, **settings) as process:
        said = tmp_path / "stderr.txt"
        until(lambda: process.poll() is not None or f"{port}" in said.read_text())
        assert requests.get(f"http://127.0.0.1:{port}/{code}", timeout=30).status_code == 200
        screen = Raw(f"http://127.0.0.1:{port}")
        key = Keys(keys).link(workshop, "control", 1)
        stage = screen.ask("do", {"key": key, "verb": "next", "rev": 1})["stage"]
        assert stage["state"] == "shown"
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        screen.close()
        assert "Traceback" not in said.read_text()
        assert [file.name for file in database.parent.iterdir()] == ["p.sqlite3"]


def test_the_demo_goes_on_where_it_was_and_shows_the_password_only_once(tmp_path: Path):
    with Server(tmp_path) as server:
        first = server.facts
        server.restart()
        assert server.facts["workshops"] == first["workshops"]
        assert first["organiser"]["password"]
        assert server.facts["organiser"]["password"] is None
        assert set(first) == {"url", "organiser", "workshops"}
        for one in first["workshops"]:
            assert set(one) == {"id", "title", "code", "key", "watch_key", "screen", "desk"}
            assert requests.get(one["screen"], timeout=30).status_code == 200
        assert first["organiser"]["password"] not in json.dumps(server.facts)


def test_the_program_in_the_protocol_answers_a_question(tmp_path: Path):
    text = (PROCFILE.parent / "docs" / "protocol.md").read_text("utf-8")
    program = re.findall(r"```python\n(.*?)```", text, re.DOTALL)[0]
    with Server(tmp_path) as server:
        plenary = server.workshops[0]
        screen = Raw(server.url)
        stage = screen.ask("watch", {"key": plenary["key"]})["stage"]
        assert screen.ask("do", {"verb": "next", "rev": stage["rev"]})["ok"]
        program = program.replace("http://127.0.0.1:5050", server.url).replace("123456", plenary["code"])
        said = subprocess.run(
            [sys.executable, "-c", program + "phone.disconnect()\n"], capture_output=True, text=True, timeout=60
        )
        assert "'ok': True" in said.stdout, said.stderr
        screen.hears("result", answered=1)
        screen.close()


def vote(question: dict[str, Any], number: int) -> dict[str, str]:
    """Of two camps, each of one mind about all sentences."""
    sides = ("agree", "disagree") if number % 2 else ("disagree", "agree")
    return {item["id"]: sides[place % 2] for place, item in enumerate(question["items"])}


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_opinion_groups_come_from_a_process_beside_the_server(tmp_path: Path, mode: str):
    with Server(tmp_path, mode=mode) as server:
        plenary = server.workshops[0]
        screen = Raw(server.url)
        rev = screen.ask("watch", {"key": plenary["key"]})["stage"]["rev"]
        phones = [Raw(server.url) for _ in range(24)]
        for phone in phones:
            assert phone.ask("join", {"code": plenary["code"]})["ok"]
        stage = screen.ask("do", {"verb": "go", "step": 5, "rev": rev})["stage"]
        for number, phone in enumerate(phones):
            message = {"round": stage["round"], "n": 1, "value": vote(stage["question"], number)}
            assert phone.ask("answer", message)["ok"]
        for verb, details in (("lock", {}), ("reveal", {}), ("view", {"view": "opinions"})):
            stage = screen.ask("do", {"verb": verb, "rev": stage["rev"], **details})["stage"]
        result = until(lambda: (now := screen.ask("watch", {})["result"]["result"])["state"] == "shown" and now)
        assert (result["view"], result["found"]) == ("opinions", True)
        assert [group["n"] for group in result["groups"]] == [12, 12]
        assert server.stop() == 0
        assert server.said == ""
        for line in (screen, *phones):
            line.close()
