"""A play: the real server, a wall, a desk, two phones in a browser, a crowd outside; led by the presenter's hands."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import expect

from tests.browsing import Windows
from tests.plays import checking, guessing, hands
from tests.plays.conftest import CrowdOutside, pollapp
from tests.server import Server
from tests.serving.raw import Raw


def _last(watcher: Raw, fact: Any) -> Any:
    return fact(watcher.last("stage"))


class Play:
    """One workshop of a running server, with everybody in it."""

    def __init__(self, server: Server, windows: Windows, workshop: dict[str, Any], crowd: CrowdOutside) -> None:
        self.server, self.workshop, self.crowd = server, workshop, crowd
        self.chance = Random(5)
        self.screen = windows.screen(workshop["screen"])
        self.desk = windows.screen(workshop["desk"])
        address = f"{server.url}/{workshop['code']}"
        self.phones = {"Noor": windows.phone(address), "Emma": windows.phone(address, "en")}
        self.watcher = {lang: Raw(server.url) for lang in ("nl", "en")}
        for lang, one in self.watcher.items():
            reply = one.ask("watch", {"key": workshop["watch_key"], "lang": lang})
            one.heard += [("stage", reply["stage"]), ("result", reply["result"])]
        self.rounds: dict[tuple[str, str | None], int] = {}
        self.seen: dict[int, tuple[dict[str, Any], dict[str, Any], bool]] = {}

    def stage(self, lang: str = "nl") -> dict[str, Any]:
        found: dict[str, Any] = self.watcher[lang].last("stage")
        return found

    def result(self) -> dict[str, Any]:
        """What a program gets that only watches."""
        reply = self.watcher["nl"].ask("watch", {"key": self.workshop["watch_key"], "lang": "nl"})
        found: dict[str, Any] = reply["result"]["result"]
        return found

    def go_on(self) -> dict[str, Any]:
        """The presenter presses the arrow; everybody sees the next step."""
        before = self.stage()["rev"]
        self.screen.keyboard.press("ArrowRight")
        return self._until(lambda stage: stage["rev"] > before)

    def ask(self, changing: bool = False) -> int:
        """Everybody answers what is open: the crowd outside, and the two phones in the browser."""
        round_: int = self.crowd("answer")["round"]
        for name, phone in self.phones.items():
            question = self.stage("nl" if name == "Noor" else "en")["question"]
            value = self._full(question)
            assert hands.answer(phone, question, value) == round_
            if changing and name == "Noor":
                value = self._full(question)
                hands.change(phone, question, value)
            if changing and name == "Emma":
                hands.withdraw(phone)
                value = None
            self.crowd("note", round=round_, who=name, value=value)
        question = self.stage()["question"]
        self.rounds[question["id"], self.stage()["side"]] = round_
        return round_

    def close(self, reveal: bool = False) -> None:
        """Close the question from the keyboard of the screen, and show the result where the presenter has to."""
        expected = self.crowd("count", round=self.stage()["round"])
        expect(self.screen.locator("#stage")).to_contain_text(f"{expected['answered']} van")
        self.screen.keyboard.press("Space")
        self._until(lambda stage: stage["state"] == "locked")
        if reveal:
            self.reveal()

    def reveal(self) -> None:
        """The presenter shows the result, from the desk."""
        before = self.stage()["rev"]
        self.desk.locator("#do-reveal").click()
        self._until(lambda stage: stage["rev"] > before)

    def approve(self, but: str = "") -> None:
        """Let every text through from the desk, except one that is turned down."""
        waiting = self.desk.locator("[data-queue] .waiting > li")
        many = waiting.count()
        assert many
        for left in range(many, 0, -1):
            first = waiting.first
            verb = "reject" if but and but in first.inner_text().casefold() else "approve"
            first.locator(f'button[value="{verb}"]').click()
            expect(waiting).to_have_count(left - 1)

    def check(self, high: bool = False) -> None:
        """What everybody can see equals what was counted outside."""
        question, round_ = self.stage()["question"], self.stage()["round"]
        expected = self.crowd("count", round=round_)
        result = self.result()
        pages = [self.screen] if high else [self.screen, self.phones["Noor"]]
        for page in pages:
            if "words" in result:
                expect(page.locator("#result table tbody tr")).to_have_count(len(result["words"]))
            checking.check(question, expected, result, checking.settled(page, expected, high), high)
        self.seen[round_] = question, expected, high

    def check_shift(self, question: str, field: str) -> None:
        pair = self.crowd("pair", before=self.rounds[question, "before"], after=self.rounds[question, "after"])
        checking.check_pair(pair, self.result(), checking.settled(self.screen, pair), field)

    def hidden(self) -> None:
        """Nothing of the answers is anywhere: not on the wall, not on a phone, not in a message."""
        assert self.result()["state"] == "hidden"
        assert self.result()["n"] is None
        for page in (self.screen, *self.phones.values()):
            assert page.locator("#result table").count() == 0

    def in_batches(self) -> None:
        """While people answer a picture in batches is on the wall and on the phones."""
        expect(self.screen.locator("#result[data-n]")).to_be_attached(timeout=15_000)
        result = self.result()
        assert result["batched"]
        assert result["n"] >= 5
        expect(self.phones["Noor"].locator("#result[data-n]")).to_be_attached()

    def export(self, kind: str, folder: Path, when: str = "") -> Path:
        """A file of the workshop, taken home while the server runs."""
        path = folder / f"{kind} {when}.{kind}"
        arguments = ("export", self.workshop["code"], "--format", kind, "--out", str(path), "--lang", "nl")
        pollapp(self.server.data, *arguments)
        return path

    def check_export(self, folder: Path, when: str) -> None:
        """The JSON says what was on the screen, round by round, and the proof of each adds up."""
        report = json.loads(self.export("json", folder, when).read_text("utf-8"))
        rounds = {one["round"]: one for one in report["rounds"]}
        for round_, (question, expected, high) in self.seen.items():
            assert rounds[round_]["answered"] == expected["answered"]
            checking.check_data(question, expected, rounds[round_]["result"], high)
        for one in report["proof"]:
            answered = self.crowd("count", round=one["round"])["answered"]
            assert one["accepted"] == one["stored"] == one["pictured"] + one["held_back"] == answered

    def _full(self, question: dict[str, Any]) -> Any:
        """A value that a form can say again over another: all places of a ranking, a word on every sentence."""
        if question["type"] == "statements":
            return {item["id"]: self.chance.choice(["agree", "disagree", "pass"]) for item in question["items"]}
        if question["type"] == "ranking":
            ids = [option["id"] for option in question["options"]]
            return self.chance.sample(ids, question["ranking"]["top"])
        return guessing.value(question, self.chance)

    def _until(self, fact: Any) -> dict[str, Any]:
        """Wait until both watchers heard a stage for which it is true, and the wall shows it."""
        for one in self.watcher.values():
            one.wait(partial(_last, one, fact))
        stage = self.stage()
        shown = f'#stage[data-rev="{stage["rev"]}"]'
        for page in (self.screen, self.desk, *self.phones.values()):
            expect(page.locator(shown)).to_be_attached()
        return stage
