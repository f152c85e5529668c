"""An event on a real server: a room that asks, a plenary that shows a question of it over the rooms, forty people."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import requests

from pollapp.store import Store
from pollapp.workshops import planning
from tests.attacks.remains import Needles, event_key, number_of
from tests.server import Server
from tests.serving.raw import Raw
from tests.world import PASSWORD, read

ROOM = """
schema: pollapp.deck/1
id: zaal
languages: [nl]
title: {nl: "Zaal"}
defaults: {reveal: on_close, sensitivity: low, min_group: 3}
questions:
  - id: dier
    type: single
    title: {nl: "Welk dier?"}
    options: [{id: kat, nl: Kat}, {id: hond, nl: Hond}]
  - id: weer
    type: scale
    title: {nl: "Het weer is goed."}
    scale: {points: 5, low: {nl: Nee}, high: {nl: Ja}}
  - id: stap
    type: open
    title: {nl: "Welke stap zet jij?"}
    text: {max_chars: 80, entries: 2, moderation: before_display}
  - id: woord
    type: wordcloud
    title: {nl: "Welk woord?"}
    text: {max_chars: 40, entries: 2, moderation: before_display}
"""
PLENARY = """
schema: pollapp.deck/1
id: plenair
languages: [nl]
title: {nl: "Plenair"}
questions:
  - id: beest
    type: single
    title: {nl: "Welk dier?"}
    options: [{id: kat, nl: Kat}, {id: hond, nl: Hond}]
flow:
  - {show: beest, view: rooms}
"""
PEOPLE = 40
DIER, WEER, STAP, WOORD = 1, 2, 3, 4


class Gathering:
    """The server runs on `data`; `room` and `plenary` are the two workshops as it describes them."""

    def __init__(self, folder: Path, room: str = ROOM, **settings: str) -> None:
        self.data, self.temporary = folder / "data", folder / "temporary"
        self.temporary.mkdir()
        settings = {"TMPDIR": str(self.temporary), "SQLITE_TMPDIR": str(self.temporary)} | settings
        self._set_up(room)
        self.server = Server(folder, **settings)
        self.server.start()
        self.tokens = [f"{number:032x}" for number in range(0xA110000, 0xA110000 + PEOPLE)]
        self.counted: dict[str, int] = {}
        self.phones: list[Raw] = []
        self.presenter = Raw(self.server.url)

    def close(self) -> None:
        self.server.kill()

    @property
    def database(self) -> Path:
        return self.data / "pollapp.sqlite3"

    @property
    def keys(self) -> Path:
        return self.data / "keys" / "keys.json"

    @property
    def room(self) -> dict[str, Any]:
        return self.server.workshops[0]

    @property
    def plenary(self) -> dict[str, Any]:
        return self.server.workshops[1]

    def come_in(self) -> None:
        """Everybody joins the room, each with the token of a cookie."""
        for token in self.tokens:
            phone = Raw(self.server.url)
            assert phone.ask("join", {"code": self.room["code"], "token": token})["ok"]
            self.phones.append(phone)

    def do(self, verb: str, workshop: dict[str, Any] | None = None, **details: Any) -> dict[str, Any]:
        key = (workshop or self.room)["key"]
        stage = self.presenter.ask("watch", {"key": key})["stage"]
        reply = self.presenter.ask("do", {"key": key, "rev": stage["rev"], "verb": verb, **details})
        assert reply["ok"], reply
        return dict(reply["stage"])

    def go(self, step: int) -> int:
        """The round of a question, open."""
        return int(self.do("go", step=step)["round"])

    def answer(self, who: int, round_: int, value: Any) -> None:
        place = f"{who} {round_}"
        self.counted[place] = self.counted.get(place, 0) + 1
        reply = self.phones[who].ask("answer", {"round": round_, "n": self.counted[place], "value": value})
        assert reply["ok"], reply

    def numbers(self, key: bytes | None = None) -> Needles:
        """Under which numbers the answers of the phones stand, with the key of the file or of a copy."""
        chosen = key or event_key(self.keys)
        return {f"the number of phone {who}": number_of(token, chosen) for who, token in enumerate(self.tokens)}

    def copy(self, to: Path) -> Path:
        """What somebody has who copied the disk now, keys and all."""
        shutil.copytree(self.data, to)
        return to

    def _set_up(self, room: str) -> None:
        store = Store(self.database)
        event = planning.add_event(store, planning.set_password(store, "Olga", PASSWORD), "Een dag")
        for deck in (room, PLENARY):
            planning.add_workshop(store, event, read(deck))
        store.close()


def erase(gathering: Gathering, who: int) -> str:
    """“Wis mijn antwoorden”, by the form of the page. Gives the page that follows."""
    address = f"{gathering.server.url}/{gathering.room['code']}/erase"
    with requests.Session() as browser:
        browser.cookies.set("poll", gathering.tokens[who], domain="127.0.0.1")
        page = browser.get(address, timeout=30)
        form = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        done = browser.post(address, data={"csrf_token": form}, timeout=30)
    assert done.status_code == 200
    return done.text
