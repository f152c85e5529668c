"""The picture of groups beside each other, for every type, place and language."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest
from bs4 import Tag

from pollapp.language import LANGUAGES
from pollapp.questions import Question
from pollapp.results import wings
from tests.results.conftest import Draw
from tests.results.rooms import ask
from tests.results.test_beside import GROUPED, Values, released, released_twice

PLACES = ("phone", "screen", "desk")
SEGMENT = ask("single", options=[{"id": id, "text": f"Team {id.upper()}"} for id in "abcdef"])

VALUES: dict[str, Values] = {
    "single": ["a", "b", "c"],
    "multiple": [["a", "b"], ["b"], ["c"]],
    "scale": [1, 3, 5],
    "statements": [{"a": "agree", "b": "disagree"}, {"a": "disagree", "b": "agree"}, {"a": "pass", "b": "agree"}],
    "ranking": [["b", "a"], ["a"], ["c"]],
    "points": [{"a": 70, "b": 30}, {"b": 85, "c": 15}, {"c": 100}],
    "number": [2, 6, 9],
    "position2d": [[1, 7], [6, 6], [4, 4]],
}


def groups(kind: str, many: int = 2) -> list[Values]:
    first, second, third = VALUES[kind]
    return [
        [first] * 9 + [second] * 4 + [third] * 2,
        [second] * 11 + [first, third, third],
        [first, second, third] * 5,
    ][:many]


def said(root: Tag) -> str:
    return " ".join(root.get_text(" ").split())


def lead(root: Tag) -> str:
    [found] = root.select(".tells")
    return said(found)


@pytest.mark.parametrize("kind", GROUPED)
@pytest.mark.parametrize("sensitivity", ["medium", "high"])
@pytest.mark.parametrize("many", [2, 3])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_picture_has_its_groups_a_sentence_and_a_table(
    kind: str, sensitivity: str, many: int, place: str, lang: str, draw: Draw
):
    question = ask(kind, sensitivity)
    result = released(question, *groups(kind, many))
    root = draw(question, result, place, lang, segment=SEGMENT)
    assert "Team A" in said(root)
    assert re.search(r"[.?!]( |$)", lead(root))
    assert root.select_one("ol.beside li .bar")
    table = said(root.select("table.by-group")[0])
    assert all(f"Team {name}" in table for name in "ABC"[:many])
    assert bool(root.select("details table")) == (place != "phone")
    assert not re.search(r"None|Undefined|\[\]|\{\}|%\(", said(root))
    for element in root.find_all(True):
        assert not [name for name in element.attrs if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("kind", GROUPED)
def test_no_number_stands_in_the_picture_of_a_sensitive_question_but_tens_and_how_many_there_are(kind: str, draw: Draw):
    result = released(ask(kind, "high"), *groups(kind))
    root = draw(ask(kind, "high"), result, "screen", segment=SEGMENT)
    for figure in root.select(".beside .tip"):
        assert re.fullmatch(r"ongeveer \d?0%|minder dan 5%|een enkeling of niemand|niet te zeggen", said(figure)), said(
            figure
        )


@pytest.mark.parametrize("place", PLACES)
def test_ink_is_what_all_groups_have(place: str, draw: Draw):
    question = ask("single")
    root = draw(
        question,
        released(question, ["a"] * 8 + ["b"] * 4 + ["c"] * 3, ["a"] * 4 + ["b"] * 8 + ["c"] * 3),
        place,
        segment=SEGMENT,
    )
    first, second = root.select("ol.beside li")[0].select(".bar")
    assert {width(first, "both"), width(second, "both")} == {width(second, "b")}
    assert width(first, "a") == "78.00%"


def width(bar: Tag, ink: str) -> str:
    [part] = bar.select(f"rect.{ink}")
    return str(part["width"])


SENTENCES = {
    "scale": "Team B ligt gemiddeld ongeveer één stap meer richting “Yes” dan Team A.",
    "single": "Het grootste verschil: “Ant”. Team A: ongeveer 60%, Team B: een enkeling of niemand.",
    "statements": "Het grootste verschil: “Ant”. Eens bij Team A: ongeveer 60%, bij Team B: een enkeling of niemand.",
    "number": "De mediaan van elke groep: Team A ongeveer 2, Team B ongeveer 6.",
}


@pytest.mark.parametrize("kind", SENTENCES)
def test_the_sentence_tells_where_they_differ(kind: str, draw: Draw):
    root = draw(ask(kind), released(ask(kind), *groups(kind)), segment=SEGMENT)
    assert lead(root).startswith(SENTENCES[kind])


def test_a_group_without_a_median_is_not_passed_over(draw: Draw):
    told = released(ask("number"), [2] * 8 + [9] * 4, [6] * 8 + [9] * 4)
    told["gap"]["medians"][1] = None
    assert lead(draw(ask("number"), told, segment=SEGMENT)).startswith(
        "De mediaan van elke groep: Team A ongeveer 2, Team B niet te zeggen."
    )


@pytest.mark.parametrize(
    ("kind", "lang", "says"),
    [
        ("statements", "nl", "wie het ermee eens is"),
        ("ranking", "nl", "wie dit op 1 gezet heeft"),
        ("ranking", "en", "who put this first"),
        ("points", "nl", "deel van de punten"),
    ],
)
def test_it_is_said_what_the_bars_are_of(kind: str, lang: str, says: str, draw: Draw):
    root = draw(ask(kind), released(ask(kind), *groups(kind)), "screen", lang, segment=SEGMENT)
    assert said(root.select(".key b")[0]) == says
    assert says in said(root.select("table thead th")[0])


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("many", [2, 3])
def test_the_middle_of_each_group_is_a_pin_in_the_plane(place: str, many: int, draw: Draw):
    told = released(ask("position2d"), *groups("position2d", many))
    root = draw(ask("position2d"), told, place, segment=SEGMENT)
    letters = [said(text) for text in root.select(".middles .heat .pin-text")]
    assert letters == list("ABC")[:many]
    assert [said(one)[0] for one in root.select(".middles li")] == letters
    named = [said(name) for name in root.select("table")[-1].select("tbody b")]
    assert named == [f"Team {letter}" for letter in letters]
    figures = [float(said(cell).replace(",", ".")) for cell in root.select("table")[-1].select("td")]
    assert figures == [place for median in told["gap"]["medians"] for place in median]
    pins = wings.pins(told["gap"]["medians"], 7)
    assert [(pin["x"], pin["y"]) for pin in pins] == [(100 * h - 50, 750 - 100 * v) for h, v in told["gap"]["medians"]]


def test_pins_at_one_place_stand_beside_each_other():
    pins = wings.pins([[4, 4], None, [4, 4]], 7)
    assert [(one["group"], one["x"], one["y"]) for one in pins] == [(0, 308, 350), (2, 392, 350)]


def test_no_middle_of_a_group_is_told_of_a_sensitive_question(draw: Draw):
    told = released(ask("position2d", "high"), *groups("position2d"))
    assert not draw(ask("position2d", "high"), told, "screen", segment=SEGMENT).select(".middles")


def told_twice(question: Question, before: list[Values], after: list[Values]) -> dict[str, Any]:
    return released_twice(question, *zip(before, after, strict=True))


APART, NEAR = [[1] * 12 + [5] * 3, [5] * 12 + [1] * 3], [[1] * 7 + [5] * 8, [5] * 8 + [1] * 7]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (APART, NEAR, "De groepen zijn dichter bij elkaar gekomen."),
        (NEAR, APART, "De groepen zijn verder uit elkaar gegaan."),
        (APART, APART, "Vóór het gesprek lagen ze ongeveer even ver uit elkaar."),
    ],
)
def test_a_pair_tells_whether_the_groups_came_closer(before: list[Values], after: list[Values], says: str, draw: Draw):
    scale = ask("scale")
    root = draw(scale, told_twice(scale, before, after), segment=SEGMENT)
    assert says in lead(root)
    assert [said(heading) for heading in root.select(".when h2")] == ["Vóór", "Na"]


def test_merged_groups_are_the_others_and_the_figures_tell_who_they_are(draw: Draw):
    result = released(ask("single"), *groups("single"))
    result["groups"][1]["ids"] = ["b", "c", "none"]
    root = draw(ask("single"), result, "screen", segment=SEGMENT)
    assert said(root.select(".heads .head")[1]).startswith("Overige groepen")
    assert "Team B + Team C + Geen groep gekozen" in said(root.select("details ul")[0])


def test_three_groups_are_compared_with_the_rest(draw: Draw):
    root = draw(ask("scale"), released(ask("scale"), *groups("scale", 3)), segment=SEGMENT)
    assert "dan de rest." in lead(root)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("rooms", "says"),
    [
        ([["a"] * 8], "Er zijn te weinig mensen om groepen te vergelijken. In elke groep moeten 5 mensen zitten."),
        ([["a"] * 8, ["a"] * 4], "Er zijn te weinig mensen om groepen te vergelijken."),
        ([["a"] * 5, ["a"] + ["b"] * 4], "Over zulke kleine groepen is niets te zeggen."),
    ],
)
def test_small_rooms_get_a_sentence(rooms: list[Values], says: str, place: str, draw: Draw):
    root = draw(ask("single"), released(ask("single"), *rooms), place, segment=SEGMENT)
    assert says in said(root)


@pytest.mark.parametrize("kind", GROUPED)
def test_where_the_groups_are_alike_it_is_said(kind: str, draw: Draw):
    alike = VALUES[kind] * 6
    sentence = lead(draw(ask(kind), released(ask(kind), alike, alike), segment=SEGMENT))
    assert re.match(
        r"Gemiddeld liggen|Bij geen enkel|De mediaan van elke groep: Team A (ongeveer )?6, Team B (ongeveer )?6",
        sentence,
    )


@pytest.mark.parametrize("seed", range(12))
def test_what_is_said_of_a_group_is_true_of_it(seed: int, draw: Draw):
    """“About” is at most ten points off; where a share would be further off, people are told."""
    chance = Random(seed)
    weights = [[chance.randint(0, 6) for _ in "abc"] for _ in range(3)]
    rooms = [chance.choices("abc", [w + 1 for w in each], k=chance.randint(6, 16)) for each in weights]
    root = draw(ask("single"), released(ask("single"), *rooms), "screen", segment=SEGMENT)
    for answer, line in zip("abc", root.select("ol.beside li"), strict=True):
        for room, figure in zip(rooms, line.select(".one > b"), strict=True):
            low, high = bounds(said(figure), len(room))
            assert low <= room.count(answer) <= high, (said(figure), room)


def bounds(figure: str, people: int) -> tuple[float, float]:
    """From how many to how many people that may be."""
    if share := re.fullmatch(r"(?:ongeveer )?(\d+)%", figure):
        about = 10 if "ongeveer" in figure else 1
        return (int(share[1]) - about) * people / 100, (int(share[1]) + about) * people / 100
    if span := re.fullmatch(r"(\d+) tot (\d+) mensen", figure):
        return int(span[1]), int(span[2])
    if figure.isdigit():
        return int(figure), int(figure)
    return {"een enkeling of niemand": (0, 2), "niet te zeggen": (0, people)}[figure]
