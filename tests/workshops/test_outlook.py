"""What the presenter can do now, and why there is no result on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from pollapp.workshops.outlook import possible, why_hidden
from tests.world import DECK, World

MOVES = {"next", "back", "go", "end", "pause"}


def can(world: World) -> set[str]:
    return set(possible(world.house.scenes.get(world.workshop)))


def why(world: World) -> str | None:
    return why_hidden(world.house.scenes.get(world.workshop))


def answered(world: World, value: object) -> None:
    for name in ("Ana", "Bo", "Cas"):
        assert world.answer(world.phone(name), value)["ok"]


def test_in_the_lobby_there_is_no_way_back_and_no_question(world: World):
    assert can(world) == MOVES - {"back"}
    assert why(world) is None


def test_a_live_question_waits_for_enough_answers_and_can_then_be_frozen_or_hidden(world: World):
    world.do("next")
    assert can(world) == MOVES | {"lock"}
    assert why(world) == "few"
    answered(world, "kat")
    assert can(world) == MOVES | {"lock", "freeze", "hide"}
    assert why(world) is None
    world.do("freeze")
    assert can(world) == MOVES | {"lock", "thaw", "hide"}


def test_a_result_that_was_hidden_can_be_revealed_but_its_question_not_opened_again(world: World):
    world.do("next")
    answered(world, "kat")
    world.do("lock")
    assert can(world) == MOVES | {"again", "hide"}
    world.do("hide")
    assert can(world) == MOVES | {"again", "reveal"}
    assert why(world) == "hidden"


def test_the_first_of_a_pair_stays_hidden_and_may_open_again(world: World):
    world.do("go", step=2)
    assert why(world) == "pair"
    answered(world, 4)
    world.do("lock")
    assert can(world) == MOVES | {"open", "again"}
    assert why(world) == "pair"


def test_the_presenter_reveals_after_closing(world: World):
    world.do("go", step=6)
    answered(world, ["Een stap"])
    assert can(world) == MOVES | {"lock"}
    assert why(world) == "presenter"
    world.do("lock")
    assert can(world) == MOVES | {"open", "again", "reveal"}
    world.do("reveal")
    assert can(world) == MOVES | {"again", "hide"}


def test_a_change_that_was_not_asked_yet_is_missing(world: World):
    world.do("go", step=5)
    assert why(world) == "missing"
    assert can(world) == MOVES


def test_a_pause_hides_and_only_leaves_moves(world: World):
    world.do("next")
    world.do("pause")
    assert can(world) == MOVES - {"pause"} | {"resume"}
    assert why(world) == "paused"


def test_nothing_can_be_done_after_the_end(world: World):
    world.do("end")
    assert can(world) == set()


@pytest.mark.parametrize("step", [1, 2, 6])
def test_every_verb_that_is_offered_is_accepted(world: World, step: int):
    world.do("go", step=step)
    for verb in ("lock", "open", "lock", "reveal", "hide", "again", "pause", "resume", "back", "next"):
        if verb in can(world):
            assert world.do(verb)["ok"], verb


def test_of_ten_people_who_chose_from_four_answers_nothing_can_be_told(tmp_path: Path):
    deck = DECK.replace("sensitivity: low, min_group: 3", "sensitivity: high, min_group: 10").replace(
        "reveal: live", ""
    )
    more = "      - {id: vis, nl: Vis, en: Fish}\n      - {id: geit, nl: Geit, en: Goat}\n    settings: {}"
    world = World(tmp_path, deck.replace("    settings: {}", more, 1))
    world.do("next")
    for number, value in enumerate(["kat"] * 4 + ["hond"] * 3 + ["vis"] * 3):
        assert world.answer(world.phone(str(number)), value)["ok"]
    world.do("lock")
    assert (world.result()["state"], world.result()["needed"], why(world)) == ("too_few", None, "small")
    web = world.app.flask.test_client()
    web.get(f"/present/{world.key()}")
    for where in ("/screen/1", "/screen/1/desk"):
        assert "Met zo weinig mensen is over de antwoorden niets te zeggen." in web.get(f"{where}?lang=nl").text
    world.close()
