"""Deck 3 with forty people who are known: every number that is told equals one that was worked out outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.browsing import Windows
from tests.plays import outside_beside as beside
from tests.plays import outside_room as room
from tests.plays.conftest import CrowdOutside
from tests.plays.forty import OTHERS, Forty
from tests.server import Server


def test_forty_people_play_deck_three_and_every_number_is_right(
    server: Server, windows: Windows, crowd: Callable[..., CrowdOutside], tmp_path: Path
):
    workshop = server.workshops[3]
    play = Forty(server, windows, workshop, crowd(server.url, workshop["code"], len(OTHERS), 1))

    question = play.go_on()["question"]
    play.answer("q1")
    play.close()
    play.look("result", room.result(question))

    play.go_on()
    play.answer("q2.before")
    play.close()
    play.hidden()

    for asked in ("q3", "q4"):
        while play.go_on()["step"]["kind"] != "ask":
            pass
        question = play.stage()["question"]
        play.answer(asked)
        play.close()
        play.look("result", room.result(question))
        play.look("groups", beside.groups(question))

    question = play.go_on()["question"]
    play.answer("q5")
    play.close(reveal=True)
    play.look("result", room.result(question))
    play.look("groups", beside.groups(question))
    play.look("together", beside.together(question))

    question = play.go_on()["question"]
    play.answer("q6")
    play.close()
    play.look("result", room.result(question))
    play.look("groups", beside.groups(question))

    question = play.go_on()["question"]
    play.answer("q7")
    play.close(reveal=True)
    play.look("result", room.result(question))
    play.look("groups", beside.groups(question))

    question = play.go_on()["question"]
    play.answer("q2.after")
    play.close()
    play.look("result", room.pair_side(question, "after"))
    play.go_on()
    play.look("shift", room.shift(question))
    play.look("groups", beside.groups(question))

    question = play.go_on()["question"]
    play.answer("q9")
    play.close()
    play.look("result", room.result(question))

    question = play.go_on()["question"]
    play.answer("q8")
    play.close(reveal=True)
    play.approve()
    play.look("result", room.texts(question))

    assert play.go_on()["step"]["kind"] == "end"
    play.check_report(tmp_path, "before the end")
    play.desk.locator("#do-end").click()
    play.desk.locator("dialog[open] button[value='end']").click()
    play.watcher["nl"].wait(lambda: play.stage()["ended"])
    play.check_report(tmp_path, "after the end")
    play.check_sheets(tmp_path, play.check_list(tmp_path))
    assert server.said == ""
