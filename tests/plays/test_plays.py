"""Two whole workshops, played in a browser with a crowd, and counted by somebody else."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.browsing import Windows
from tests.plays.conftest import CrowdOutside, pollapp
from tests.plays.stage import Play
from tests.server import Server


def test_workshop_three_from_the_lobby_to_the_end(
    server: Server, windows: Windows, crowd: Callable[..., CrowdOutside], tmp_path: Path
):
    workshop = server.workshops[3]
    play = Play(server, windows, workshop, crowd(server.url, workshop["code"], 30, 3))

    assert play.go_on()["question"]["id"] == "q1"  # whose domain: harmless, in batches
    play.ask(changing=True)
    play.in_batches()
    play.close()
    play.check()

    assert play.go_on()["side"] == "before"  # hidden until the second time
    play.ask()
    play.close()
    play.hidden()

    play.go_on()  # sensitive: shares in tens
    play.ask(changing=True)
    play.hidden()
    play.close()
    play.check(high=True)

    assert play.go_on()["step"]["kind"] == "talk"

    play.go_on()  # two dilemmas in one plane, sensitive
    play.ask()
    play.close()
    play.check(high=True)

    play.go_on()  # statements, shown by the presenter
    play.ask(changing=True)
    play.close()
    play.hidden()
    play.reveal()
    play.check()

    play.go_on()  # a mark
    play.ask()
    play.close()
    play.check()

    play.go_on()  # ranking
    play.ask()
    play.close(reveal=True)
    play.check()

    assert play.go_on()["side"] == "after"
    play.ask(changing=True)
    play.close()
    assert play.go_on()["step"]["kind"] == "show"
    play.check_shift("q2", "counts")

    play.go_on()  # what the plenary will see over all workshops
    play.ask()
    play.close()
    play.check()

    play.go_on()  # texts, one of which is turned down
    play.ask()
    play.close(reveal=True)
    play.approve(but="koffie")
    play.watcher["nl"].wait(lambda: play.result().get("texts"))
    assert not any("koffie" in one["text"].casefold() for one in play.result()["texts"])

    assert play.go_on()["step"]["kind"] == "end"
    play.check_export(tmp_path, "before the end")
    end(play)
    play.check_export(tmp_path, "after the end")
    assert server.said == ""


def end(play: Play) -> None:
    """The presenter ends the workshop, and is asked first."""
    play.desk.locator("#do-end").click()
    play.desk.locator("dialog[open] button[value='end']").click()
    play.watcher["nl"].wait(lambda: play.stage()["ended"])


DECK = """
schema: pollapp.deck/1
id: rijen
languages: [nl, en]
title: {nl: "Wat deck 3 mist", en: "What deck 3 lacks"}
intro: {nl: "Je antwoorden gaan zonder naam mee in een lijst.", en: "Your answers go into a list, without your name."}
defaults: {sensitivity: low, reveal: on_close, min_group: 5, export: pseudonymous_rows}
questions:
  - id: wijk
    type: multiple
    title: {nl: "Wat gebeurt er al in jouw buurt?", en: "What already happens in your area?"}
    options:
      - {id: school, nl: "Jongerenwerk op school", en: "Youth work at school"}
      - {id: straat, nl: "Buren helpen elkaar", en: "Neighbours help each other"}
      - {id: netwerk, nl: "Een netwerk van partners", en: "A network of partners"}
      - {id: geen, nl: "Niets van dit alles", en: "None of these", exclusive: true}
    choose: {min: 1, max: 3}
    settings: {reveal: live}
  - id: geld
    type: points
    title: {nl: "Waar zou jij in investeren?", en: "What would you invest in?"}
    options:
      - {id: welzijn, nl: "Welzijn", en: "Well-being"}
      - {id: thuis, nl: "Zich thuis voelen", en: "Feeling at home"}
      - {id: daarna, nl: "Maatregelen daarna", en: "Measures afterwards"}
    points: {total: 100, step: 5, must_use_all: true}
    pair: before_after
    settings: {reveal: after_pair}
  - id: uren
    type: number
    title: {nl: "Met hoeveel mensen sprak je?", en: "With how many people did you talk?"}
    number: {min: 0, max: 50, step: 1, bins: [0, 1, 3, 6, 11, 21]}
  - id: woord
    type: wordcloud
    title: {nl: "Aan welk woord denk je?", en: "Which word do you think of?"}
    text: {max_words: 1, max_chars: 30, entries: 2, moderation: before_display, group_similar: true}
    settings: {reveal: presenter}
flow:
  - {ask: wijk}
  - {ask: geld, round: before}
  - {ask: uren}
  - {ask: woord}
  - {ask: geld, round: after}
  - {show: geld, view: shift}
"""


def test_what_workshop_three_lacks_and_the_rows_that_were_announced(
    server: Server, windows: Windows, crowd: Callable[..., CrowdOutside], tmp_path: Path
):
    (tmp_path / "deck.yaml").write_text(DECK)
    pollapp(server.data, "decks", "import", str(tmp_path / "deck.yaml"), "--event", "1")
    server.restart()
    workshop = server.workshops[5]
    play = Play(server, windows, workshop, crowd(server.url, workshop["code"], 20, 8))

    play.go_on()  # streams while it is open
    play.ask(changing=True)
    expected = play.crowd("count", round=play.stage()["round"])
    play.watcher["nl"].wait(lambda: play.result().get("counts") == expected["counts"])
    play.close()
    play.check()

    play.go_on()
    play.ask()
    play.close()
    play.hidden()

    play.go_on()
    play.ask(changing=True)
    play.close()
    play.check()
    assert [span["from"] for span in play.result()["bins"]] == [0, 1, 3, 6, 11, 21]

    play.go_on()
    play.ask()
    play.close(reveal=True)
    play.approve()
    play.watcher["nl"].wait(
        lambda: len(play.result()["words"]) == len(play.crowd("count", round=play.stage()["round"])["texts"])
    )
    play.check()

    play.go_on()
    play.ask(changing=True)
    play.close()
    play.go_on()
    play.check_shift("geld", "means")

    play.check_export(tmp_path, "before the end")
    end(play)
    rows_are_right(play, play.export("rows", tmp_path))
    sheets = load_workbook(play.export("xlsx", tmp_path), read_only=True).sheetnames
    assert len(sheets) >= 5


def rows_are_right(play: Play, file: Path) -> None:
    """Each announced row is as somebody sent it, in any order and under any number; cells may be left out.

    Of a question all answers are there or at least five are left out, and of each pattern there are five rows.
    """
    with file.open(encoding="utf-8-sig", newline="") as lines:
        heading, *rows = csv.reader(lines, delimiter=";")
    asked = (("wijk", None), ("geld", "before"), ("uren", None), ("geld", "after"))
    columns = [name for name in heading if name != "id"]
    people = [
        row_of(columns, dict(zip(NAMES, one, strict=True)))
        for one in play.crowd("rows", rounds=[play.rounds[one] for one in asked])
    ]
    told = [row[1:] for row in rows]
    for row in told:
        assert any(all(cell in ("", said) for cell, said in zip(row, one, strict=True)) for one in people)
    for cells, said in zip(zip(*told, strict=True), zip(*people, strict=True), strict=True):
        left_out = Counter(filter(None, said)) - Counter(cells)
        assert not Counter(filter(None, cells)) - Counter(said)
        assert not left_out or left_out.total() >= 5
    assert min(Counter(tuple(bool(cell) for cell in row) for row in told).values()) >= 5


NAMES = ("wijk", "geld.before", "uren", "geld.after")


def row_of(columns: list[str], person: dict[str, Any]) -> list[str]:
    """The cells of one person: a 1 for what was chosen, points by answer, a number; nothing where nothing was said."""
    cells = []
    for name, _, part in (column.partition(":") for column in columns):
        value = person[name]
        if value is None:
            cells.append("")
        elif name == "wijk":
            cells.append(str(int(part in value)))
        else:
            cells.append(str(value.get(part, 0) if part else value))
    return cells
