"""Groups side by side: nobody is found by subtracting groups from the room, from each other, or row from column.

Each attack is first carried out on a naive release, where it works, and then on ours. Whoever attacks knows the rules,
the room's own picture and how many people each group has, and tries every room that could have given the same pictures.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.questions import Question
from pollapp.results import merge, release, release_groups, release_together
from pollapp.results.coarse import coarse
from tests.results.rooms import LOCKED, ask, calm

Table = tuple[tuple[int, ...], ...]
"""People: a row a group, a column an answer."""

Release = Callable[[Question, Table], Any]

ANSWERS = "abc"
SMALL = 3


def single(answers: int, sensitivity: str = "medium") -> Question:
    return ask("single", sensitivity, options=[{"id": id, "text": id} for id in ANSWERS[:answers]])


def tally(row: Sequence[int]) -> dict[str, Any]:
    return {"n": sum(row), "answered": sum(row), "counts": dict(zip(ANSWERS, row, strict=False))}


def of_the_room(question: Question, table: Table) -> Any:
    return release(question, tally([sum(column) for column in zip(*table, strict=True)]), LOCKED)


def ours(question: Question, table: Table) -> Any:
    groups = [{"ids": [f"g{place}"], "tally": tally(row)} for place, row in enumerate(table)]
    return release_groups(question, {"by": "group", "groups": groups}, LOCKED)


def exact(question: Question, table: Table) -> Any:
    """Naive: every group as the room is told."""
    return [release(question, tally(row), LOCKED) for row in table]


def in_tens(question: Question, table: Table) -> Any:
    """Naive: every group in tens of percent, one or two people in words."""
    return [coarse(tally(row)["counts"], sum(row)) for row in table]


def tables(sizes: Sequence[int], answers: int) -> list[Table]:
    return list(product(*(list(rows(size, answers)) for size in sizes)))


def rows(people: int, answers: int) -> Iterator[tuple[int, ...]]:
    if answers == 1:
        yield (people,)
        return
    for first in range(people + 1):
        yield from ((first, *rest) for rest in rows(people - first, answers - 1))


def found_out(question: Question, every: list[Table], told: Release) -> list[tuple[Any, int, int, set[int]]]:
    """[(what was told, group, answer, people)]: the small cells of which it tells more than that they are small.

    For each picture: all tables that give it, and how many people they have in a cell. If these are all fewer than
    three, it must be left open which of nobody, one and two it is, as far as the room leaves it open. The same for
    those of a group who did not give an answer.
    """
    known: dict[str, list[Table]] = defaultdict(list)
    seen: dict[tuple[str, str], list[Table]] = defaultdict(list)
    for table in every:
        room, picture = (
            json.dumps(one, sort_keys=True) for one in (of_the_room(question, table), told(question, table))
        )
        known[room].append(table)
        seen[room, picture].append(table)
    return [
        (json.loads(picture), group, answer, possible)
        for (room, picture), same in seen.items()
        for group, row in enumerate(same[0])
        for answer in range(len(row))
        for possible in _too_narrow(same, known[room], group, answer)
    ]


def _too_narrow(same: list[Table], known: list[Table], group: int, answer: int) -> Iterator[set[int]]:
    for others in (False, True):
        possible, before = ({people_of(table[group], answer, others) for table in tables} for tables in (same, known))
        if max(possible) < SMALL and possible != {people for people in before if people < SMALL}:
            yield possible


def people_of(row: Sequence[int], answer: int, others: bool) -> int:
    """Who gave an answer, or the others of the group."""
    return sum(row) - row[answer] if others else row[answer]


ROOMS = pytest.mark.parametrize(
    ("sizes", "answers"), [((5, 5), 3), ((7, 6), 3), ((9, 8), 3), ((8, 6, 5), 2), ((5, 5, 5, 5), 2)], ids=str
)


@ROOMS
def test_small_cells_of_naive_pictures_are_found(sizes: tuple[int, ...], answers: int):
    question, every = single(answers), tables(sizes, answers)
    assert found_out(question, every, exact)
    assert found_out(question, every, in_tens)


@ROOMS
def test_small_cells_stay_open(sizes: tuple[int, ...], answers: int):
    assert found_out(single(answers), tables(sizes, answers), ours) == []


def test_something_is_told_of_groups_all_the_same():
    every = tables((9, 8), 3)
    told = [ours(single(3), table)["state"] == "shown" for table in every]
    assert sum(told) > 0.75 * len(every)


def test_a_sensitive_room_leaves_its_groups_open():
    question, every = single(3, "high"), tables((11, 10), 3)
    assert found_out(question, every, in_tens)
    assert found_out(question, every, ours) == []


@pytest.mark.parametrize("sensitivity", ["low", "medium", "high"])
def test_a_group_of_one_mind_is_not_told_to_be(sensitivity: str):
    question = single(2, sensitivity)
    table = ((10, 0), (4, 8))
    naive = exact(single(2), table)
    assert naive[0]["shares"] == {"a": 100, "b": 0}
    told = ours(question, table)
    alike = [other for other in tables((10, 12), 2) if ours(question, other) == told]
    assert {other[0][0] for other in alike} >= {8, 9, 10}


def test_who_knows_their_own_answer_does_not_find_the_others_of_their_group():
    question = single(3)
    pictures: dict[str, list[Table]] = defaultdict(list)
    for table in tables((6, 5), 3):
        pictures[json.dumps([of_the_room(question, table), ours(question, table)])].append(table)
    for same in pictures.values():
        public = [
            table for table in tables((6, 5), 3) if of_the_room(question, table) == of_the_room(question, same[0])
        ]
        for group, answer in product(range(2), range(3)):
            mine = {table[group][answer] - 1 for table in same if table[group][answer]}
            before = {table[group][answer] - 1 for table in public if table[group][answer]}
            assert len(mine) != 1 or before == mine


def test_a_group_that_is_left_out_is_found_and_a_merged_one_is_not():
    sizes = {"a": 12, "b": 4, "c": 9}
    naive = [[key] for key, size in sizes.items() if size >= 5]
    assert 0 < hidden(sizes, naive) < 5
    assert hidden(sizes, merge(sizes, 5)) == 0


def hidden(sizes: dict[str, int], groups: list[list[str]]) -> int:
    """How many people of the room are in no group: they are found by subtraction."""
    return sum(sizes.values()) - sum(sizes[key] for ids in groups for key in ids)


@calm
@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40), min_size=1), st.integers(5, 12))
def test_no_sum_of_groups_leaves_a_few(sizes: dict[str, int], smallest: int):
    groups = merge(sizes, smallest)
    people = [sum(sizes[key] for key in ids) for ids in groups]
    assert all(size >= smallest for size in people)
    assert sum(people) in (0, sum(sizes.values()))
    assert (sum(people) == 0) == (sum(sizes.values()) < smallest)
    assert len({key for ids in groups for key in ids}) == sum(len(ids) for ids in groups)


def sentence_tally(row: Sequence[int]) -> dict[str, Any]:
    return {
        "n": sum(row),
        "answered": sum(row),
        "counts": {"a": dict(zip(("agree", "disagree", "pass"), row, strict=True))},
    }


def test_what_all_groups_share_tells_nothing_that_the_groups_do_not():
    question = ask("statements", items=[{"id": "a", "text": "A"}, {"id": "b", "text": "B"}])
    every = [table for table in tables((8, 7), 3) if all(row[0] + row[1] for row in table)]
    beside = {table: sentences(question, table) for table in every}

    def naive(_: Question, table: Table) -> Any:
        return beside[table][0], round(min(row[0] / sum(row) for row in table), 2)

    def told(_: Question, table: Table) -> Any:
        return beside[table]

    assert found_out(single(3), every, naive)
    assert found_out(single(3), every, told) == []


def sentences(question: Question, table: Table) -> tuple[Any, Any]:
    """The groups beside each other, and what they share."""
    groups = {
        "by": "group",
        "groups": [{"ids": [f"g{place}"], "tally": sentence_tally(row)} for place, row in enumerate(table)],
    }
    room = sentence_tally([sum(column) for column in zip(*table, strict=True)])
    return release_groups(question, groups, LOCKED), release_together(question, room, groups, LOCKED)
