"""What a room shares and where it parts, against the vectors of the project's notes."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.statements import (
    common_ground,
    consensus,
    controversy,
    divisive,
    fold,
    gap,
    half_z,
    lowest,
    mean_consensus,
    pair_z,
    seen,
    share,
    smoothed,
    together,
    typical,
)

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))

rows = st.builds(lambda agree, disagree, passed: row(agree, disagree, passed), *[st.integers(0, 40)] * 3)
rooms = st.lists(rows, min_size=1, max_size=5)


def row(agree: int, disagree: int = 0, passed: int = 0) -> dict[str, int]:
    return {"agree": agree, "disagree": disagree, "pass": passed}


@pytest.mark.parametrize("vector", VECTORS["computed"]["group_informed_consensus"], ids=str)
def test_consensus_is_the_product_over_the_groups(vector: dict[str, Any]):
    groups = [row(agree, seen - agree) for agree, seen in vector["groups"]]
    assert float(consensus(groups)) == pytest.approx(vector["gic"], abs=1e-6)
    assert mean_consensus(groups) == pytest.approx(vector["geo"], abs=1e-6)


def test_a_sentence_that_nobody_saw_is_a_quarter_in_two_groups():
    assert consensus([row(0), row(0)]) == Fraction(1, 4)
    assert share(row(0)) is None
    assert controversy(row(0)) == 0


def test_rejecting_is_agreeing_the_other_way_round():
    assert consensus([row(1, 8), row(0, 10)], "disagree") == consensus([row(8, 1), row(10, 0)])


def test_controversy_is_the_part_that_meets_an_opponent():
    assert controversy(row(10, 10)) == 1
    assert controversy(row(15, 5)) == Fraction(1, 2)
    assert controversy(row(5, 5, 10)) == Fraction(1, 2)
    assert controversy(row(20)) == 0


def test_the_lowest_group_is_told_and_none_where_one_saw_nothing():
    assert lowest([row(9, 1), row(3, 2)]) == Fraction(3, 5)
    assert lowest([row(9, 1), row(3, 2)], "disagree") == Fraction(1, 10)
    assert lowest([row(9, 1), row(0)]) is None


def test_common_ground_is_what_every_group_wants_and_not_what_most_people_want():
    items = {"large": [row(38, 2), row(1, 9)], "both": [row(30, 10), row(8, 2)], "half": [row(20, 20), row(5, 5)]}
    assert common_ground(items) == ["both", "half", "large"]
    assert common_ground(items, "disagree") == ["half", "both", "large"]


def test_the_most_divisive_sentence_sets_groups_apart_then_people():
    items = {"calm": [row(9, 1), row(9, 1)], "within": [row(5, 5), row(5, 5)], "between": [row(9, 1), row(1, 9)]}
    assert divisive(items) == ["between", "within", "calm"]
    assert gap(items["between"]) == Fraction(8, 12)


def test_without_groups_the_most_divisive_sentence_has_most_opponents():
    assert divisive({"a": [row(15, 5)], "b": [row(9, 11)], "c": [row(20)]}) == ["b", "a", "c"]


def test_five_answers_are_folded_to_three():
    assert fold({"1": 1, "2": 2, "3": 4, "4": 8, "5": 16}) == row(24, 3, 4)


def test_what_is_typical_of_a_group_sets_it_apart_agreement_first():
    items = {
        "all": [row(20, 1), row(20, 1)],
        "first": [row(18, 2), row(3, 17)],
        "second": [row(2, 18), row(19, 1)],
        "weak": [row(11, 9), row(9, 11)],
    }
    assert typical(items, 0) == [("first", "agree"), ("second", "disagree")]
    assert typical(items, 1) == [("second", "agree"), ("first", "disagree")]
    assert typical(items, 1, most=1) == [("second", "agree")]


def test_two_shares_as_in_the_textbook():
    """16 of 25 against 57 of 72, an example of CliffsNotes; the counts go in one lower."""
    assert pair_z(15, 24, 56, 71) == pytest.approx(-1.518, abs=0.01)
    assert pair_z(10, 10, 20, 20) == 0


def test_a_half_lies_at_a_half():
    assert half_z(49, 99) == 0
    assert half_z(99, 99) == pytest.approx(10)


@given(rows)
def test_shares_of_a_row_and_its_mirror(answers: dict[str, int]):
    assert 0 <= controversy(answers) <= 1
    assert 0 < smoothed(answers) < 1
    assert controversy(answers) == controversy(row(answers["disagree"], answers["agree"], answers["pass"]))


@given(rooms, st.randoms())
def test_the_order_of_the_groups_does_not_matter(groups: list[dict[str, int]], chance: random.Random):
    shuffled = chance.sample(groups, len(groups))
    assert consensus(shuffled) == consensus(groups)
    assert gap(shuffled) == gap(groups)
    assert lowest(shuffled) == lowest(groups)
    assert together(shuffled) == together(groups)
    assert seen(together(groups)) == sum(map(seen, groups))


@given(st.lists(st.tuples(rows, rows), min_size=1, max_size=8))
def test_the_product_and_its_mean_put_sentences_in_one_order(rooms: list[tuple[dict[str, int], dict[str, int]]]):
    items = {str(place): groups for place, groups in enumerate(rooms)}
    means = [mean_consensus(items[item]) for item in common_ground(items)]
    assert means == pytest.approx(sorted(means, reverse=True))


@given(rooms)
def test_the_mean_lies_between_the_lowest_and_the_highest_group(groups: list[dict[str, int]]):
    shares = [float(smoothed(answers)) for answers in groups]
    assert min(shares) - 1e-12 <= mean_consensus(groups) <= max(shares) + 1e-12
