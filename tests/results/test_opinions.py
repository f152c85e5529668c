"""Opinion groups: only large ones, and never a sentence by which one could be had from the others."""

from __future__ import annotations

from typing import Any

import pytest

from pollapp.results import Moment, release_opinions
from tests.results.conftest import Draw
from tests.results.rooms import LOCKED, ask

EVERYWHERE = pytest.mark.parametrize("place", ["phone", "screen", "desk"])


def row(agree: int, disagree: int, passed: int = 0) -> dict[str, int]:
    return {"agree": agree, "disagree": disagree, "pass": passed}


def group(people: int, **items: dict[str, int]) -> dict[str, Any]:
    return {"n": people, "items": items}


TWO = [
    group(14, a=row(13, 1), b=row(2, 10, 2), c=row(7, 7)),
    group(10, a=row(1, 9), b=row(9, 1), c=row(5, 4, 1)),
]


def shown(groups: list[dict[str, Any]] | None, sensitivity: str = "medium", moment: Moment = LOCKED) -> dict[str, Any]:
    question = ask("statements", sensitivity)
    people = sum(group["n"] for group in groups or []) or 24
    return release_opinions(question, {"n": people}, {"groups": groups}, moment)


def test_groups_have_people_shares_and_what_sets_them_apart():
    assert shown(TWO) == {
        "type": "statements",
        "state": "shown",
        "view": "opinions",
        "n": 24,
        "found": True,
        "groups": [
            {
                "n": 14,
                "counts": TWO[0]["items"],
                "items": {"a": row(93, 7), "b": row(14, 72, 14), "c": row(50, 50)},
                "typical": ["a", "b"],
            },
            {
                "n": 10,
                "counts": TWO[1]["items"],
                "items": {"a": row(10, 90), "b": row(90, 10), "c": row(50, 40, 10)},
                "typical": ["b", "a"],
            },
        ],
    }


def test_without_groups_that_is_said():
    assert (shown([])["found"], shown([])["groups"]) == (False, [])


def test_while_groups_are_looked_for_nothing_is_seen():
    hidden = {"type": "statements", "state": "hidden", "n": None, "view": "opinions"}
    assert shown(None) == hidden
    assert release_opinions(ask("statements"), {"n": 24}, None, LOCKED) == hidden
    assert shown(TWO, moment=Moment(locked=True, hidden=True)) == hidden
    assert shown(TWO, moment=Moment(open=True)) == hidden


def test_a_group_of_fewer_people_than_a_segment_is_never_shown():
    assert shown([TWO[0], group(4, a=row(2, 2), b=row(4, 0), c=row(0, 4))])["groups"] == []
    assert shown([TWO[0], group(9, a=row(5, 4), b=row(9, 0), c=row(0, 9))], "high")["groups"] == []


def test_a_sentence_that_few_of_one_group_judged_is_told_of_none():
    few = [TWO[0], group(10, a=row(1, 9), b=row(4, 0, 6), c=row(5, 5))]
    assert [set(each["items"]) for each in shown(few)["groups"]] == [{"a", "c"}] * 2
    assert "b" not in shown(few)["groups"][0]["counts"]


def test_sensitive_groups_have_tens_and_no_counts():
    large = [
        group(30, a=row(28, 1, 1), b=row(3, 24, 3), c=row(16, 14)),
        group(20, a=row(2, 18), b=row(20, 0), c=row(9, 10, 1)),
    ]
    first, second = shown(large, "high")["groups"]
    assert first == {
        "n": 30,
        "items": {"a": {"agree": 90, "disagree": 10}, "b": row(20, 80, 10), "c": {"agree": 50, "disagree": 50}},
        "typical": ["a", "b"],
    }
    assert second["items"] == {
        "a": {"disagree": 90},
        "b": {"agree": 90},
        "c": {"agree": 50, "disagree": 50},
    }
    assert second["typical"] == ["b", "a"]


def test_sensitive_rooms_that_look_the_same_are_told_the_same():
    """What is typical of a group is worked out from the tens alone."""
    rooms = [[group(30, a=row(10, 20)), group(20, a=row(*second))] for second in ((10, 10), (11, 9))]
    assert [shown(room)["groups"][0]["typical"] for room in rooms] == [[], ["a"]]
    assert shown(rooms[0], "high") == shown(rooms[1], "high")


@EVERYWHERE
def test_the_picture_names_the_groups_and_what_sets_them_apart(place: str, draw: Draw):
    root = draw(ask("statements"), shown(TWO), place, "en")
    text = " ".join(root.get_text(" ").split())
    assert (
        "There are 2 groups of people. Within each group the answers are alike. Nobody can see who is in which group."
        in text
    )
    assert "Group 1 14 people" in text
    assert [len(one.select("li")) for one in root.select(".when")] == [2, 2]
    assert [cell.get_text(strip=True) for cell in root.select("tbody tr:first-child td")] == ["93% agree", "10% agree"]


@EVERYWHERE
@pytest.mark.parametrize("sensitivity", ["medium", "high"])
def test_without_groups_the_picture_says_so(place: str, sensitivity: str, draw: Draw):
    root = draw(ask("statements", sensitivity), shown([], sensitivity), place)
    assert "Er zijn geen duidelijke groepen in de antwoorden." in root.get_text()
    assert not root.select("svg, table")


def test_a_sensitive_picture_has_tens_and_words(draw: Draw):
    large = [
        group(30, a=row(29, 0, 1), b=row(3, 24, 3), c=row(2, 28)),
        group(20, a=row(1, 19), b=row(18, 2), c=row(9, 10, 1)),
    ]
    root = draw(ask("statements", "high"), shown(large, "high"), "phone")
    text = " ".join(root.get_text(" ").split())
    assert "ongeveer 90% oneens" in text
    assert "Eens: een enkeling of niemand" in text
    assert "29" not in text
