"""Groups, what they share, ways of thinking and a guess go home as they were on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.exports.hall import Hall

DECK = """
schema: pollapp.deck/1
id: groepen
languages: [nl]
title: {nl: "Groepen"}
defaults: {reveal: on_close, sensitivity: medium, compare_by: team}
segments: [{key: team, question: team}]
questions:
  - id: team
    type: single
    title: {nl: "Welk team?"}
    options: [{id: noord, nl: Noord}, {id: zuid, nl: Zuid}, {id: west, nl: West}]
    settings: {sensitivity: low, compare_by: null}
  - {id: lijn, type: scale, title: {nl: "Waar sta je?"}, scale: {points: 5, low: {nl: Nee}, high: {nl: Ja}}}
  - id: zin
    type: statements
    title: {nl: "Klopt dit?"}
    items: [{id: a, nl: "Zin A"}, {id: b, nl: "Zin B"}]
    answers: agree_disagree_pass
    discover_groups: {enabled: true}
  - {id: kies, type: single, title: {nl: "Wat kies je?"}, options: [{id: x, nl: X}, {id: y, nl: Y}]}
  - id: gok
    type: number
    title: {nl: "Hoeveel kozen X?"}
    number: {min: 0, max: 10, step: 1}
    estimates: {question: kies, option: x, of: 10}
    settings: {compare_by: null}
  - id: twee
    type: scale
    title: {nl: "En nu?"}
    scale: {points: 5, low: {nl: Nee}, high: {nl: Ja}}
    pair: before_after
    settings: {reveal: after_pair}
flow:
  [{ask: team}, {ask: lijn}, {ask: zin}, {ask: kies}, {ask: gok}, {ask: twee, round: before}, {ask: twee, round: after}]
"""

TEAMS = ["noord"] * 12 + ["zuid"] * 11 + ["west"] * 3
PLACES = [1] * 9 + [3] * 3 + [5] * 9 + [2] * 2 + [4] * 3


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path, len(TEAMS), DECK)
    hall.ask(*TEAMS)
    hall.ask(*PLACES)
    hall.ask(*[{"a": "agree", "b": "agree" if place < 3 else "disagree"} for place in PLACES])
    hall.ask(*["x" if place < 4 else "y" for place in PLACES])
    hall.ask(*[4] * 13, *[5] * 13)
    hall.ask(*PLACES)
    hall.ask(*[3 if place == 1 else place for place in PLACES])
    hall.do("lock")
    yield hall
    hall.close()


def pictures(hall: Hall) -> dict[tuple[str, str], dict[str, Any]]:
    return {(one["question"], one["view"]): one for one in hall.report()["pictures"]}


def test_every_picture_is_there_once(hall: Hall):
    assert list(pictures(hall)) == [
        ("lijn", "groups"), ("zin", "groups"), ("zin", "together"), ("zin", "opinions"),
        ("kies", "groups"), ("gok", "perception"), ("twee", "groups"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "question", "view"),
    [(2, "lijn", "groups"), (3, "zin", "together"), (4, "kies", "perception"), (5, "gok", "perception")],
)
def test_a_picture_is_the_one_on_the_screen(step: int, question: str, view: str, hall: Hall):
    hall.do("go", step=step)
    hall.do("view", view=view)
    shown = dict(hall.world.result())
    [one] = [each for (asked, name), each in pictures(hall).items() if name == view and asked in (question, "gok")]
    assert one["result"] | {"type": shown["type"]} == shown
    assert one["note"] is None


def test_groups_have_the_names_of_their_options(hall: Hall):
    one = pictures(hall)["lijn", "groups"]
    assert one["groups"] == [{"id": "noord", "title": "Noord"}, {"id": "zuid+west", "title": "Zuid + West"}]


def measures(hall: Hall, question: str, side: str) -> dict[tuple[str, str], str]:
    lines = [line for line in hall.table("csv") if (line["question"], line["side"]) == (question, side)]
    found = {(line["item"], line["measure"]): line["value"] for line in lines}
    assert len(found) == len(lines)
    return found


def test_the_csv_has_the_whole_and_each_group(hall: Hall):
    result = pictures(hall)["lijn", "groups"]["result"]
    whole = measures(hall, "lijn", "groups")
    assert whole["", "state"] == "shown"
    assert whole["", "gap.apart"] == str(result["gap"]["apart"]).removesuffix(".0")
    assert ("noord", "gap.step.zuid+west") in whole
    north = measures(hall, "lijn", "groups:noord")
    told = result["groups"][0]["result"]
    assert north["", "n"] == "12"
    assert north["low", "share"] == str(told["shares"]["low"])
    assert [north["low", "fewest"], north["low", "most"]] == [str(end) for end in told["between"]["low"]]


def test_the_csv_has_before_and_after_of_each_group(hall: Hall):
    assert measures(hall, "twee", "groups:noord:before") != measures(hall, "twee", "groups:noord")


def test_the_csv_has_what_is_shared_and_the_guess(hall: Hall):
    assert measures(hall, "zin", "together")["a", "common"] == "1"
    assert measures(hall, "zin", "together")["a", "share.agree"] == "100"
    guess = measures(hall, "gok", "perception")
    assert (guess["", "estimated"], guess["", "actual"], guess["", "gap"]) == ("45", "54", "-9")
    assert guess["", "guessed.option"] == "x"


def test_the_workbook_has_a_part_for_each(hall: Hall, tmp_path: Path):
    file = tmp_path / "out.xlsx"
    file.write_bytes(hall.file("xlsx").content)
    sheets = {
        sheet.title.split()[1]: [row[0].value for row in sheet.iter_rows()]
        for sheet in openpyxl.load_workbook(file).worksheets[1:]
    }
    assert {"Groepen", "Noord", "Zuid + West"} <= set(sheets["lijn"])
    assert {"Samen", "Noord"} <= set(sheets["zin"])
    assert {"Noord, vóór", "Noord"} <= set(sheets["twee"])
    assert "Schatting en antwoord" in sheets["gok"]


def test_what_is_hidden_leaves_as_a_sentence(hall: Hall):
    hall.do("go", step=2)
    hall.do("hide")
    one = pictures(hall)["lijn", "groups"]
    assert (one["result"]["state"], one["groups"], bool(one["note"])) == ("hidden", [], True)
    assert set(measures(hall, "lijn", "groups")) == {("", "state"), ("", "note")}
