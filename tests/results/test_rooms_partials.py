"""The picture over rooms: for every type, place and language the numbers of each room, and what is not in it."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import Tag

from pollapp.language import LANGUAGES
from pollapp.results import limits, release_rooms
from pollapp.results.picture import in_shares, on_one_scale
from pollapp.results.release import picture
from tests.results.conftest import Draw
from tests.results.reading import said
from tests.results.rooms import ask
from tests.results.test_partials import VALUES

KINDS = [kind for kind in VALUES if kind not in ("open", "wordcloud")]
NAMES = {1: "Noord", 2: "Zuid", 3: "West", 4: "Oost"}
PLACES = ("phone", "screen", "desk")

EXPECTED = {
    "single": {"Ant": ["23", "20", "3"], "Bee": ["15", "15", "0"], "Cat": ["3", "0", "3"]},
    "multiple": {"Ant": ["23", "20", "3"], "Bee": ["38", "35", "3"], "Cat": ["3", "0", "3"]},
    "scale": {"1, No": ["23", "20", "3"], "3, Both": ["3", "3", "0"], "5, Yes": ["15", "12", "3"]},
    "number": {"4": ["23", "20", "3"], "7": ["15", "15", "0"], "10": ["3", "0", "3"]},
    "points": {"Ant": ["39.3", "40", "35"], "Bee": ["47.9", "53.6", "15"], "Cat": ["12.8", "6.4", "50"]},
}
"""All together, the first room of 35 people and the second of 6, counted by hand from `VALUES`."""


def values(kind: str) -> tuple[list[Any], list[Any]]:
    every = VALUES[kind]
    return every[:20] + every[23:38], every[20:23] + every[38:41]


def shown(kind: str, sensitivity: str = "medium", **more: Any) -> tuple[Any, dict[str, Any]]:
    """A question, and its result over two rooms, of 35 and of 6 people."""
    question = ask(kind, sensitivity)
    groups = [
        {"workshops": [room], "tally": question.tally([question.check(one) for one in each]), "apart": False}
        for room, each in enumerate(values(kind), 1)
    ]
    kept = {"limits": limits([question]), "groups": groups, "few": [], "unlinked": False} | more
    return question, release_rooms(question, kept)


def table(root: Tag) -> dict[str, list[str]]:
    """{answer: its figure in each room} of the table with a column a room."""
    return {
        said(row.select_one("th")): [said(cell) for cell in row.select("td")]  # type: ignore[arg-type]  # a row has one
        for row in root.select("table.by-room tbody tr")
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_room_is_named_wherever_it_is_seen(kind: str, place: str, lang: str, draw: Draw):
    question, result = shown(kind)
    root = draw(question, result, place, lang, rooms=NAMES)
    text = said(root)
    assert {"nl": "Allemaal samen", "en": "All together"}[lang] in text
    assert "Noord" in text
    assert "Zuid" in text
    assert {"nl": "41 mensen uit 2 zalen. Niemand telt dubbel.", "en": "41 people from 2 rooms."}[lang] in text
    assert root.select("svg")
    assert not root.select("[style]")


@pytest.mark.parametrize("kind", EXPECTED)
def test_the_table_has_the_figures_of_all_and_of_each_room(kind: str, draw: Draw):
    question, result = shown(kind)
    found = table(draw(question, result, "desk", "en", rooms=NAMES))
    assert {answer: found[answer] for answer in EXPECTED[kind]} == EXPECTED[kind]


@pytest.mark.parametrize("kind", EXPECTED)
def test_on_a_phone_the_table_has_a_line_a_room(kind: str, draw: Draw):
    question, result = shown(kind)
    found = {}
    for part in draw(question, result, "phone", "en", rooms=NAMES).select("table.by-room tbody"):
        head, *rows = part.select("tr")
        found[said(head)] = [said(row.select("td")[0]) for row in rows]
    assert {answer: found[answer] for answer in EXPECTED[kind]} == EXPECTED[kind]


def test_an_order_is_told_as_the_place_in_each_room(draw: Draw):
    question, result = shown("ranking")
    found = table(draw(question, result, "desk", "en", rooms=NAMES))
    together, *each = [result["together"], *(room["result"] for room in result["rooms"])]
    for option in question.options:
        places = [str(one["places"][option.id]) for one in (together, *each)]
        assert found[option.text.root] == places


@pytest.mark.parametrize("kind", KINDS)
def test_a_sensitive_picture_has_no_count_of_people_by_answer(kind: str, draw: Draw):
    question = ask(kind, "high")
    values_ = [question.check(one) for one in VALUES[kind]]
    groups = [{"workshops": [room], "tally": question.tally(values_), "apart": False} for room in (1, 2)]
    kept = {"limits": limits([question]), "groups": groups, "few": [], "unlinked": False}
    result = release_rooms(question, kept)
    root = draw(question, result, "desk", "en", rooms=NAMES)
    for row in table(root).values():
        assert not any(cell.isdigit() and int(cell) > 5 for cell in row)
    assert f"{2 * len(values_)} people from 2 rooms." in said(root)


def test_what_is_not_in_the_total_and_why_is_said(draw: Draw):
    question, result = shown("scale")
    groups = [{**room, "tally": question.tally([2] * 6)} for room in result["rooms"]]
    groups[1]["apart"] = True
    kept = {"limits": limits([question]), "groups": groups, "few": [3, 4], "unlinked": True}
    text = said(draw(question, release_rooms(question, kept), "screen", "en", rooms=NAMES))
    assert "One room as yet, with 6 people." in text
    assert "6 people, not in the total" in text
    assert "Zuid: not in the total. A few people there also answered in another room" in text
    assert "West + Oost: too few people to show." in text
    assert "Who answered there and in another room as well counts twice." in text
    assert "Nobody counts twice." not in text
    assert "All together" not in text


@pytest.mark.parametrize("place", PLACES)
def test_before_any_room_shows_it_there_is_a_sentence_and_no_picture(place: str, draw: Draw):
    question = ask("scale")
    root = draw(question, release_rooms(question, None), place, "en", rooms={})
    assert not root.select("svg, table")
    assert said(root) == ("" if place == "screen" else "No room shows a result of this question yet.")


def test_small_and_large_rooms_are_drawn_as_parts_of_their_own_people():
    question = ask("scale")
    large, small = (picture(question, question.tally(each)) for each in ([1] * 20 + [5] * 20, [1] * 3 + [5] * 3))
    one, other = on_one_scale([large, small], 5)
    assert [part["width"] for part in one["parts"]] == [part["width"] for part in other["parts"]]
    assert [part["figure"] for part in one["parts"]][::4] == ["50%", "50%"]
    assert [part["figure"] for part in other["parts"]][::4] == ["3", "3"]


def test_a_higher_place_has_a_longer_bar():
    question = ask("ranking")
    [bars] = in_shares([picture(question, question.tally([["b", "a", "c"]] * 6))])
    assert bars == {"b": 3, "a": 2, "c": 1}
