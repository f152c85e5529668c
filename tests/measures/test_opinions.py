"""Groups of people who judged sentences alike."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollapp.measures.opinions import divided, hangs_together, opinion_groups, projected, silhouettes

Votes = list[list[int | None]]

FIRST, SECOND, THIRD = [1, 1, 1, 1, -1, -1, -1, -1], [-1, -1, -1, -1, 1, 1, 1, 1], [1, -1, 1, -1, 1, -1, 1, -1]

calm = settings(deadline=None, max_examples=20)
rooms = st.lists(st.lists(st.sampled_from([1, -1, 0, None]), min_size=6, max_size=6), min_size=20, max_size=30)


def camp(people: int, mind: list[int], seed: int = 1, doubt: float = 0.2) -> Votes:
    """People of one mind, each with some doubts."""
    chance = random.Random(seed)
    return [
        [chance.choice([1, 0, -1, None]) if chance.random() < doubt else vote for vote in mind] for _ in range(people)
    ]


def sizes(votes: Votes, most: int = 4, smallest: int = 5) -> list[int]:
    return [group["n"] for group in opinion_groups(votes, most, smallest) or []]


def test_two_camps_are_found_with_what_they_said():
    first, second = opinion_groups(camp(14, FIRST) + camp(10, SECOND, seed=2), 3, 5) or []
    assert (first["n"], second["n"]) == (14, 10)
    expected = Counter(row[0] for row in camp(14, FIRST))
    assert first["sentences"][0] == {"agree": expected[1], "disagree": expected[-1], "pass": expected[0]}
    assert first["sentences"][0]["agree"] > 7 > first["sentences"][7]["agree"]


def test_three_camps_are_three():
    assert sizes(camp(15, FIRST) + camp(12, SECOND, seed=2) + camp(9, THIRD, seed=3)) == [15, 12, 9]


def test_no_more_groups_than_the_deck_wants():
    assert len(sizes(camp(15, FIRST) + camp(12, SECOND, seed=2) + camp(9, THIRD, seed=3), most=2)) == 2


def test_a_camp_that_is_too_small_is_no_group_of_its_own():
    votes = camp(20, FIRST, doubt=0) + camp(20, SECOND, doubt=0) + camp(4, THIRD, doubt=0)
    assert sizes(votes, smallest=4) == [20, 20, 4]
    assert sorted(sizes(votes, smallest=5)) == [20, 24]
    assert sizes(camp(30, FIRST) + camp(4, SECOND, seed=2)) == []


@pytest.mark.parametrize("doubt", [0.2, 0.5, 0.8])
def test_people_of_one_mind_with_doubts_are_not_divided(doubt: float):
    """Though a cloud of them has a mean silhouette of 0.4 and more in the plane."""
    found = [opinion_groups(camp(40, FIRST, seed, doubt), 4, 5) for seed in range(20)]
    assert sum(groups is not None for groups in found) <= 3


MUDDLE = """
+-+0.. +-+0.. +-+0.. .++0.- .++0.- -..+.. -..+.. -.-+.- -.-+.- 0-.00- 0-.00- 0..00-
-.+0.+ ..+..- .-+0.. +-.0.. -.+0.. -.-..- 0-.0.- -..0.+ ...0.- ..+0.-
"""


def test_where_no_division_is_clear_there_are_no_groups():
    """Their sentences hang together, but the clearest of the divisions has a mean silhouette of 0.23."""
    votes: Votes = [[{"+": 1, "-": -1, "0": 0, ".": None}[vote] for vote in row] for row in MUDDLE.split()]
    assert hangs_together(sorted(votes, key=str))
    assert opinion_groups(votes, 4, 5) is None


def test_people_all_the_same_are_one():
    assert opinion_groups([FIRST] * 30, 4, 5) is None
    assert not hangs_together([FIRST] * 30)


def test_nineteen_people_and_four_sentences_are_too_few():
    assert sizes(camp(10, FIRST) + camp(10, SECOND, seed=2)) == [10, 10]
    assert opinion_groups(camp(10, FIRST) + camp(9, SECOND, seed=2), 4, 5) is None
    assert sizes([row[2:7] for row in camp(15, FIRST, doubt=0.1) + camp(15, SECOND, seed=2, doubt=0.1)]) == [15, 15]
    assert opinion_groups([row[2:6] for row in camp(15, FIRST) + camp(15, SECOND, seed=2)], 4, 5) is None


def test_who_came_past_no_sentence_is_in_no_group():
    nobody: Votes = [[None] * 8] * 6
    assert sizes(camp(12, FIRST) + camp(12, SECOND, seed=2) + nobody) == [12, 12]
    assert opinion_groups(camp(7, FIRST) + camp(7, SECOND, seed=2) + nobody, 4, 5) is None
    assert opinion_groups([], 4, 5) is None


def test_a_sentence_that_nobody_came_past_changes_nothing():
    votes = camp(12, FIRST) + camp(12, SECOND, seed=2)
    assert sizes([[*row, None] for row in votes]) == sizes(votes)


@given(st.randoms())
@calm
def test_the_same_people_are_the_same_groups_in_whatever_order(chance: random.Random):
    votes = camp(12, FIRST, doubt=0.4) + camp(12, SECOND, seed=2, doubt=0.4)
    assert opinion_groups(chance.sample(votes, len(votes)), 4, 5) == opinion_groups(votes, 4, 5)


@given(rooms, st.integers(5, 8))
@calm
def test_groups_are_everybody_and_each_large_enough(votes: Votes, smallest: int):
    groups = opinion_groups(votes, 4, smallest)
    if groups is None:
        return
    assert 2 <= len(groups) <= 4
    assert all(group["n"] >= smallest for group in groups)
    assert sum(group["n"] for group in groups) == sum(any(vote is not None for vote in row) for row in votes)
    for sentence, column in enumerate(zip(*votes, strict=True)):
        told = Counter[str]()
        for group in groups:
            told.update(group["sentences"][sentence])
        assert dict(told) == {"agree": column.count(1), "disagree": column.count(-1), "pass": column.count(0)}


@given(rooms)
@calm
def test_agreeing_and_disagreeing_are_treated_alike(votes: Votes):
    turned = [[None if vote is None else -vote for vote in row] for row in votes]
    here, there = projected(votes), projected(turned)
    assert [abs(x) for x, _ in there] == pytest.approx([abs(x) for x, _ in here])


def test_who_cast_half_the_votes_lies_as_far_out():
    votes = [*camp(20, FIRST, doubt=0), *camp(20, SECOND, doubt=0), [*FIRST[:4], None, None, None, None]]
    places = projected(votes)
    assert abs(places[-1][0]) == pytest.approx(abs(places[0][0]) / 2**0.5, rel=0.1)


def test_who_cast_no_vote_lies_in_the_middle():
    assert projected([*camp(20, FIRST), *camp(20, SECOND), [None] * len(FIRST)])[-1] == (0, 0)


def test_a_silhouette_is_the_one_of_the_textbook():
    points = [(0.0, 0.0), (2.0, 0.0), (10.0, 0.0), (12.0, 0.0)]
    [clear, wrong] = silhouettes(points, [[0, 0, 1, 1], [0, 1, 0, 1]])
    assert clear == pytest.approx((9 / 11 + 7 / 9) / 2)
    assert wrong < 0
    assert silhouettes(points, [[0, 1, 1, 1]])[0] == pytest.approx((0 - 7 / 9 + 5 / 10 + 6 / 12) / 4)


def test_a_division_puts_each_point_with_the_nearest_middle():
    points = [(0.0, 0.0)] * 3 + [(1.0, 0.0)] * 3 + [(9.0, 1.0)] * 4
    assert divided(points, 2, 3) == [0] * 6 + [1] * 4
    assert divided(points, 2, 5) is None
    assert divided(points, 4, 1) is None
    assert divided([(1.0, 1.0)] * 9, 2, 1) is None


def child(text: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pollapp.measures.opinions"]
    return subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=False)


def test_in_a_process_of_its_own_it_gives_the_same():
    votes = camp(12, FIRST) + camp(12, SECOND, seed=2)
    done = child(json.dumps({"votes": votes, "most": 3, "smallest": 5}))
    assert json.loads(done.stdout) == opinion_groups(votes, 3, 5)
    assert child(json.dumps({"votes": votes[:9], "most": 3, "smallest": 5})).stdout == "null"


@pytest.mark.parametrize("text", ["", "{}", "[]"])
def test_what_it_cannot_read_ends_the_process_with_an_error(text: str):
    done = child(text)
    assert done.returncode != 0
    assert done.stdout == ""
