"""The picture over rooms goes home with the workshop that showed it: the same numbers, and no others."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pollapp.exports import export
from tests.rooms import Event, deck, people

SIX = (1, 2, 3, 4, 5, 5)
SEVEN = (1, 1, 1, 2, 2, 3, 5)


@pytest.fixture
def event(tmp_path: Path) -> Iterator[Event]:
    """Three rooms that closed the question: two large ones, and one of two people."""
    event = Event(tmp_path, "A", "B", "C")
    event.run("A", people("a", *SIX))
    event.run("B", people("b", *SEVEN))
    event.run("C", people("c", 1, 5))
    yield event
    event.world.close()


def report(event: Event, lang: str = "nl") -> Any:
    return json.loads(export(event.store, event.plenary, "json", lang).content)


def lines(event: Event) -> list[dict[str, str]]:
    file = export(event.store, event.plenary, "csv", "en").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(file)))


def test_the_report_holds_what_was_shown(event: Event):
    seen = event.show()
    [one] = report(event)["rooms"]
    assert one["result"] == seen
    assert [each["title"] for each in one["workshops"]] == ["A", "B", "C"]
    assert one["note"] == "C: te weinig mensen om te laten zien."


def test_before_it_was_shown_nothing_of_it_leaves(event: Event):
    [one] = report(event, "en")["rooms"]
    assert one["note"] == "This has not been shown over the rooms."
    assert one["result"] == {"type": "scale", "state": "hidden", "view": "rooms", "n": None}
    assert {line["measure"] for line in lines(event)} == {"state", "note"}


def test_what_the_presenter_does_later_changes_nothing_of_what_leaves(event: Event):
    event.show()
    before = report(event)["rooms"]
    event.do(event.plenary, "end")
    event.do(event.rooms["B"], "hide")
    event.do(event.rooms["A"], "again")
    event.answer("A", people("a", *SEVEN))
    event.lock("A")
    assert report(event)["rooms"] == before


def test_a_line_a_figure_under_the_workshop_of_each_room(event: Event):
    event.show()
    counted = {
        (line["workshop"], line["side"], line["item"]): int(line["value"])
        for line in lines(event)
        if line["measure"] == "count" and line["item"] != "none"
    }
    rooms = {"A": SIX, "B": SEVEN}
    for name, values in rooms.items():
        for place in range(1, 6):
            assert counted[str(event.rooms[name]), "room", str(place)] == Counter(values)[place]
    for place in range(1, 6):
        assert counted[str(event.plenary), "together", str(place)] == Counter(SIX + SEVEN)[place]
    assert len(counted) == 15


def test_a_room_that_stands_apart_is_marked_and_said(event: Event):
    event.add("D", deck("D"))
    event.run("D", people("d", *SIX) | {"a0": 5})
    event.show()
    sides = {(line["workshop"], line["side"]) for line in lines(event) if line["measure"] == "n"}
    assert (str(event.rooms["D"]), "apart") in sides
    assert "D: not in the total." in report(event, "en")["rooms"][0]["note"]


def test_the_sheet_of_the_question_has_a_part_for_each_room(event: Event):
    event.show()
    book = openpyxl.load_workbook(io.BytesIO(export(event.store, event.plenary, "xlsx", "nl").content))
    cells = [row[0] for row in book["1 mee"].iter_rows(values_only=True) if row[0]]
    assert [cell for cell in cells if cell in ("Alle zalen", "Allemaal samen", "A", "B", "C")] == [
        "Alle zalen",
        "Allemaal samen",
        "A",
        "B",
    ]
    assert "C: te weinig mensen om te laten zien." in cells
    assert "Deze vraag is niet gesteld." not in cells
