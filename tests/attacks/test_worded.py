"""How many "one person or nobody" is must not follow from what is told of the other answers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise, permutations, product
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.shares import tens
from pollapp.results import coarse, release, release_opinions
from tests.attacks.worded import (
    IDS,
    Room,
    Told,
    apart,
    by_tens,
    multiple,
    number,
    plane,
    rooms,
    scale,
    sentence,
    settled,
    single,
    worked_out,
)
from tests.results.rooms import LOCKED, ask, calm

EVERY = [(answers, people) for answers in (2, 3) for people in range(10, 25)]
EVERY += [(4, people) for people in range(10, 17)] + [(5, people) for people in range(10, 14)]


def test_tens_that_are_rounded_one_by_one_tell_how_many_a_few_are():
    assert [len(worked_out(by_tens, rooms(3, people))) > people for people in (10, 12, 20)] == [True] * 3
    assert (6, 5, 1) in worked_out(by_tens, rooms(3, 12))


@pytest.mark.parametrize(("answers", "people"), EVERY)
def test_a_few_could_be_nobody_one_or_two(answers: int, people: int):
    assert worked_out(single, rooms(answers, people)) == []


@pytest.mark.parametrize(("answers", "people"), [(4, 10), (4, 17), (5, 11), (5, 14), (6, 10), (6, 11)])
def test_a_scale_and_its_sides_tell_no_more_of_a_few_who_may_have_no_opinion(answers: int, people: int):
    assert worked_out(scale, rooms(answers, people)) == []


def test_shares_of_those_with_an_opinion_tell_how_many_have_none():
    assert [bool(worked_out(apart, rooms(4, people))) for people in (10, 13, 17)] == [True] * 3


@pytest.mark.parametrize("people", [10, 20, 21, 40, 100])
def test_nearly_everyone_is_more_than_nine_in_ten_or_eight_where_the_others_are_a_few(people: int):
    for room in rooms(3, people):
        if nearly := single(room).get("nearly_all"):
            others = [count for id_, count in zip(IDS, room, strict=False) if id_ != nearly]
            assert 10 * room[IDS.index(nearly)] > 9 * people or (10 * max(room) >= 8 * people and max(others) <= 2)


@pytest.mark.parametrize("people", [20, 21, 25, 39, 40, 100])
def test_more_than_ninety_five_percent_of_three_answers_are_nearly_everyone(people: int):
    for room in rooms(3, people):
        if 100 * max(room) > 95 * people:
            assert single(room) == {"type": "single", "state": "shown", "n": people} | {
                "shares": {},
                "few": [],
                "nearly_all": IDS[room.index(max(room))],
            }


def test_a_room_without_a_few_is_told_as_each_share_in_tens():
    chance = Random(4)
    for _ in range(300):
        room = tuple(chance.randint(3, 30) for _ in range(4))
        shares = {IDS[at]: min(90, tens(count, sum(room))) for at, count in enumerate(room)}
        assert single(room)["shares"] == (shares if sum(room) >= 10 else {})


def some_rooms(answers: int, least: int, most: int, many: int = 60) -> list[Room]:
    """Rooms of which some answers have many people and some few or none."""
    chance, found = Random(answers * most), list[Room]()
    while len(found) < many:
        weights = [chance.choice((0, 0, 1, 3, 9)) for _ in range(answers)]
        if any(weights):
            chosen = chance.choices(range(answers), weights, k=chance.randint(least, most))
            found.append(tuple(chosen.count(at) for at in range(answers)))
    return found


MANY = [(scale, 8), (scale, 11), (number, 10), (plane, 5), (single, 5)]


def test_of_a_naive_room_of_many_people_few_are_settled():
    assert [settled(by_tens, room) for room in ((6, 5, 1), (10, 6, 2, 2), (7, 7, 7))] == [["c"], ["c", "d"], []]


@pytest.mark.parametrize(("told", "answers"), MANY)
def test_of_many_answers_a_few_could_be_nobody_one_or_two(told: Told, answers: int):
    every = some_rooms(answers, 10, 30)
    assert any(told(room).get("few") for room in every)
    assert {room: settled(told, room) for room in every if settled(told, room)} == {}


CHOICES = [(1, 1, False), (1, 3, False), (2, 2, False), (2, 3, False), (1, 2, True), (2, 2, True)]
"""The fewest and the most that one may choose out of three, and whether the third stands alone."""


def chosen(least: int, most: int, alone: bool, people: int) -> Iterator[Room]:
    """How often each of three options can be chosen together."""
    for room in product(range(people + 1), repeat=3):
        others, free = room[:2] if alone else room, people - room[2] if alone else people
        if max(others) <= free and free * least <= sum(others) <= free * min(most, len(others)):
            yield room


@pytest.mark.parametrize(("least", "most", "alone"), CHOICES)
@pytest.mark.parametrize("people", [10, 13])
def test_of_several_choices_a_few_could_be_nobody_one_or_two(least: int, most: int, alone: bool, people: int):
    options = [{"id": id_, "text": id_, "exclusive": alone and id_ == "c"} for id_ in "abc"]
    question = ask("multiple", "high", options=options, choose={"min": least, "max": most})
    assert worked_out(lambda room: multiple(room, people, question), chosen(least, most, alone, people)) == []


def test_two_choices_each_tell_by_their_tens_what_a_third_has():
    def naive(room: Room) -> Any:
        return {
            "few": [IDS[at] for at, count in enumerate(room) if count <= 2],
            "shares": [tens(count, 10) if count > 2 else 0 for count in room],
        }

    assert (9, 10, 1) in worked_out(naive, chosen(2, 2, False, 10))


@pytest.mark.parametrize("people", [10, 11, 12, 14, 17])
def test_of_a_sentence_a_few_could_be_nobody_one_or_two(people: int):
    def naive(room: Room) -> Any:
        return sentence(room) if room[0] + room[1] >= 10 else None

    assert (people > 11) or worked_out(lambda room: naive(room) or {}, rooms(3, people))
    assert worked_out(sentence, rooms(3, people)) == []


GIFTS = [(2, 0, 0), (0, 2, 0), (0, 0, 2), (1, 1, 0), (1, 0, 1), (0, 1, 1)]
"""How two points can be given to three options."""


def _given(room: Room) -> Room:
    return tuple(sum(people * gift[at] for people, gift in zip(room, GIFTS, strict=True)) for at in range(3))


def givers(room: Room) -> Room:
    return tuple(sum(people for people, gift in zip(room, GIFTS, strict=True) if gift[at]) for at in range(3))


def points(room: Room) -> Any:
    question, people = ask("points", "high", points={"total": 100, "step": 50}), sum(room)
    sums = {id_: 50 * given for id_, given in zip("abc", _given(room), strict=True)}
    zeros = {id_: people - some for id_, some in zip("abc", givers(room), strict=True)}
    return release(question, {"n": people, "answered": people, "sums": sums, "zeros": zeros}, LOCKED)


def points_by_tens(room: Room) -> Any:
    """Naive: each share of the points rounded by itself."""
    few = [IDS[at] for at, some in enumerate(givers(room)) if some <= 2]
    return {"few": few, "shares": [0 if IDS[at] in few else tens(given, 20) for at, given in enumerate(_given(room))]}


def test_points_do_not_tell_how_many_a_few_givers_are():
    assert worked_out(points_by_tens, rooms(6, 10), givers)
    assert worked_out(points, rooms(6, 10), givers) == []


ORDERS = [",".join(order) for order in permutations("abc")]


def first(room: Room) -> Room:
    return tuple(sum(people for people, order in zip(room, ORDERS, strict=True) if order[0] == id_) for id_ in "abc")


def ranked(room: Room, method: str, *, naive: bool = False) -> Any:
    """Naive: first choices in the parts of any choice, beside the order."""
    counts, shown = dict(zip("abc", first(room), strict=True)), ["first_choices"]
    question = ask("ranking", "high", ranking={"top": 3, "method": method, "also_show": shown})
    orders = {order: people for order, people in zip(ORDERS, room, strict=True) if people}
    tally = {"n": sum(room), "answered": sum(room), "counts": counts, "orders": orders}
    return release(question, tally, LOCKED) | (single(first(room)) if naive else {})


@pytest.mark.parametrize("method", ["borda", "schulze"])
def test_the_order_does_not_tell_how_many_a_few_first_choices_are(method: str):
    assert worked_out(lambda room: ranked(room, method, naive=True), rooms(6, 10), first)
    assert worked_out(lambda room: ranked(room, method), rooms(6, 10), first) == []


def _in_groups(pair: tuple[Room, Room]) -> tuple[Any, Any]:
    """What the room sees of one sentence, and of two opinion groups about it."""
    rows = [dict(zip(("agree", "disagree", "pass"), room, strict=True)) for room in pair]
    groups = [{"n": sum(room), "items": {"a": row}} for room, row in zip(pair, rows, strict=True)]
    people = sum(map(sum, pair))
    found = release_opinions(ask("statements", "high"), {"n": people}, {"groups": groups}, LOCKED)
    return sentence(tuple(map(sum, zip(*pair, strict=True)))), found


def _beside(pair: tuple[Room, Room]) -> Any:
    """Naive: each group as if it were a room."""
    return _in_groups(pair)[0], [sentence(room) for room in pair]


def _few_of(told: Any, place: int) -> list[int]:
    if isinstance(told, list):
        return ["abc".index(answer) for answer in told[place]["few"]]
    items = told["groups"][place]["items"]
    return [at for at, answer in enumerate(("agree", "disagree", "pass")) if items and answer not in items["a"]]


def _subtracted(told: Callable[[tuple[Room, Room]], Any]) -> int:
    """How often the room tells how many the few of one of its two groups are."""
    alike: dict[str, list[tuple[Room, Room]]] = defaultdict(list)
    for pair in product(list(rooms(3, 10)), list(rooms(3, 10))):
        alike[json.dumps(told(pair), sort_keys=True)].append(pair)
    return sum(
        {pair[place][small] for pair in same} != {0, 1, 2}
        for seen, same in alike.items()
        for place in (0, 1)
        for small in _few_of(json.loads(seen)[1], place)
    )


def test_the_room_does_not_tell_how_many_a_few_of_an_opinion_group_are():
    assert _subtracted(_beside) > 0
    assert _subtracted(_in_groups) == 0


@given(answers=st.integers(2, 12), people=st.integers(10, 400), data=st.data())
@calm
def test_parts_end_where_the_tens_do_and_hold_three_numbers_or_more(answers: int, people: int, data: st.DataObject):
    """Looks at each number in turn, which takes too long for a hall."""
    cuts = sorted(data.draw(st.lists(st.integers(0, people), min_size=answers - 1, max_size=answers - 1)))
    room = [after - before for before, after in pairwise([0, *cuts, people])]
    counts = {str(at): count for at, count in enumerate(room)}
    if not (found := coarse.possible(counts, people)) or coarse.untold(counts):
        return
    few, told = min(room) <= 2, coarse.coarse(counts, people)
    if told["nearly_all"] is not None:
        return
    known = {key: (0, 2) if count <= 2 else (3, people) for key, count in counts.items()}
    for key, count in counts.items():
        if count > 2:
            band = coarse.left_open(known, (people, people))[key]
            known[key] = _slowly(band, count, people, 3 if few else 1)
    assert found == coarse.left_open(known, (people, people))


def _slowly(band: tuple[int, int], count: int, people: int, width: int) -> tuple[int, int]:
    def label(number: int) -> int:
        return 100 if 100 * number > (95 if width == 1 else 90) * people else min(90, tens(number, people))

    edges = [band[0]]
    for at in range(band[0] + 1, band[1] + 1):
        enough = min(at - edges[-1], band[1] + 1 - at) >= width
        if enough and label(at) != label(edges[-1]):
            edges.append(at)
    return next((low, high - 1) for low, high in pairwise([*edges, band[1] + 1]) if count < high)
