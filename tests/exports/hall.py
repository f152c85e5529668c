"""A hall of people who answer all types of questions, with a ledger of their own: what each of them sent."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pollapp.exports import Download, export
from pollapp.store import workshops
from tests.world import World

OPTIONS = "[{id: kat, nl: Kat}, {id: hond, nl: Hond}, {id: vis, nl: Vis}]"
RANK = "{top: 2, method: borda, also_show: [first_choices]}"

DECK = f"""
schema: pollapp.deck/1
id: alles
languages: [nl]
title: {{nl: "Alles door elkaar"}}
defaults: {{reveal: on_close, sensitivity: low, min_group: 3, export: pseudonymous_rows}}
segments: [{{key: team, question: team}}, {{key: dag, question: dag}}]
questions:
  - {{id: team, type: single, title: {{nl: "Welk team?"}}, options: {OPTIONS}}}
  - {{id: dag, type: single, title: {{nl: "Welke dag?"}}, options: {OPTIONS}}}
  - {{id: kies, type: multiple, title: {{nl: "Wat past?"}}, options: {OPTIONS}, choose: {{min: 1, max: 3}}}}
  - {{id: zin, type: statements, title: {{nl: "Klopt dit?"}}, items: {OPTIONS}, answers: agree_disagree_pass}}
  - {{id: rang, type: ranking, title: {{nl: "Wat eerst?"}}, options: {OPTIONS}, ranking: {RANK}}}
  - {{id: punt, type: points, title: {{nl: "Verdeel."}}, options: {OPTIONS}, points: {{total: 10, step: 1}}}}
  - {{id: getal, type: number, title: {{nl: "Hoeveel?"}}, number: {{min: -5, max: 5, step: 0.5, bins: [-5, 0, 3]}}}}
  - id: plek
    type: position2d
    title: {{nl: "Waar sta je?"}}
    axes:
      horizontal: {{low: {{nl: "weinig"}}, high: {{nl: "veel"}}}}
      vertical: {{low: {{nl: "laag"}}, high: {{nl: "hoog"}}}}
      steps: 5
  - id: lijn
    type: scale
    title: {{nl: "Ben je het eens?"}}
    scale: {{points: 5, low: {{nl: Nee}}, high: {{nl: Ja}}, no_opinion: true}}
    pair: before_after
    settings: {{reveal: after_pair}}
  - id: woord
    type: wordcloud
    title: {{nl: "Eén woord"}}
    text: {{max_chars: 30, entries: 2, moderation: before_display}}
    settings: {{reveal: presenter}}
  - id: zeg
    type: open
    title: {{nl: "Zeg het maar."}}
    text: {{max_chars: 80, entries: 2, moderation: before_display}}
    settings: {{reveal: presenter}}
flow:
  - {{ask: team}}
  - {{ask: dag}}
  - {{ask: kies}}
  - {{ask: zin}}
  - {{ask: rang}}
  - {{ask: punt}}
  - {{ask: getal}}
  - {{ask: plek}}
  - {{ask: lijn, round: before}}
  - {{ask: lijn, round: after}}
  - {{ask: woord}}
  - {{ask: zeg}}
"""


class Hall:
    """A world with people; `sent` is {(question, side): {person: value}}, the last thing each one sent."""

    def __init__(self, folder: Path, people: int, deck: str = DECK) -> None:
        self.world = World(folder, deck)
        self.people = [self.world.phone(str(number)) for number in range(people)]
        self.sent: dict[tuple[str, str | None], dict[int, Any]] = {}
        self._n = 0

    def close(self) -> None:
        self.world.close()

    def ask(self, *values: Any) -> None:
        """The presenter goes on, and person after person answers; None stays silent."""
        reply = self.world.do("next")
        assert reply["ok"], reply
        self.answer(*values)

    def answer(self, *values: Any) -> None:
        stage = self.world.stage()
        ledger = self.sent.setdefault((stage["question"]["id"], stage["side"]), {})
        self._n += 1
        for number, value in enumerate(values):
            if value is not None:
                assert self.world.answer(self.people[number], value, n=self._n)["ok"]
                ledger[number] = value

    def withdraw(self, number: int) -> None:
        stage = self.world.stage()
        self._n += 1
        assert self.world.answer(self.people[number], None, n=self._n)["ok"]
        del self.sent[stage["question"]["id"], stage["side"]][number]

    def do(self, *verbs: str, **details: Any) -> None:
        for verb in verbs:
            reply = self.world.do(verb, **details)
            assert reply["ok"], reply

    def file(self, kind: str, lang: str = "nl", delimiter: str | None = None) -> Download:
        return export(self.world.house.store, self.world.workshop, kind, lang, delimiter)

    def report(self, lang: str = "nl") -> dict[str, Any]:
        return dict(json.loads(self.file("json", lang).content))

    def rounds(self) -> dict[tuple[str, str | None], dict[str, Any]]:
        """{(question, side): round} of the JSON."""
        return {(one["question"], one["side"]): one for one in self.report()["rounds"]}

    def table(self, kind: str, lang: str = "en") -> list[dict[str, str]]:
        """The lines of a csv, read back by their heading."""
        return list(read(self.file(kind, lang)))

    def row(self) -> dict[str, Any]:
        return self.world.house.store.read(lambda db: workshops.get(db, self.world.workshop)) or {}


def read(file: Download, delimiter: str = ",") -> Iterator[dict[str, str]]:
    text = file.content.decode("utf-8-sig")
    yield from csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
