"""The word for a room, decided on exact values."""

from __future__ import annotations

import random
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.agreement import agreement
from pollapp.measures.camps import camps
from pollapp.measures.dispersion import pair_distance
from pollapp.measures.panel import describe, panel
from tests.measures.test_agreement import by_hand
from tests.measures.test_camps import by_definition
from tests.measures.vectors import LENGTHS, ORDINAL, everyone, filled

NAMES = {
    "eens": "agreed",
    "twee_kampen": "two_camps",
    "meerderheid_minderheid": "majority_minority",
    "redelijk_eens": "mostly_agreed",
    "verspreid": "spread",
}


def rule(counts: list[int]) -> str:
    """The rule as it stands in the notes, person by person and with decimals of sixty digits."""
    middle, people = Fraction(len(counts) + 1, 2), everyone(counts)
    below = Fraction(sum(place < middle for place in people), len(people))
    above = Fraction(sum(place > middle for place in people), len(people))
    at = 1 - below - above
    together = by_hand(counts)
    with localcontext(prec=60):
        ratio = by_definition(counts) / by_definition([1] * len(counts))
        camps = ratio >= Decimal("1.15")
    if together >= Fraction("0.6"):
        return "agreed"
    if min(below, above) >= Fraction("0.3") and at <= Fraction("0.2") and camps:
        return "two_camps"
    if max(below, above) >= Fraction("0.6") and min(below, above) >= Fraction("0.15") and together < Fraction("0.5"):
        return "majority_minority"
    return "mostly_agreed" if together >= Fraction("0.3") else "spread"


@pytest.mark.parametrize("vector", ORDINAL, ids=lambda vector: str(vector["counts"]))
def test_labels_are_those_of_the_vectors(vector: dict[str, Any]):
    found = panel(vector["counts"])
    if vector["label"] == "te_weinig":
        assert found is None
    else:
        assert found is not None
        assert found.label == NAMES[vector["label"]]


@given(filled)
def test_the_label_is_that_of_the_rule(counts: list[int]):
    assert describe(counts)[0] == rule(counts)


def test_random_rooms_have_the_label_of_the_rule():
    rolls = random.Random(3880)
    for _ in range(600):
        cells = rolls.choice(LENGTHS)
        heap = rolls.choice([(0, 1, 2), (0, 0, 5, 10), tuple(range(12))])
        counts = [rolls.choice(heap) for _ in range(cells)]
        if any(counts):
            assert describe(counts)[0] == rule(counts), counts


@given(filled)
def test_the_panel_holds_the_measures_as_they_are(counts: list[int]):
    found = panel(counts)
    if sum(counts) < 10:
        assert found is None
        return
    assert found is not None
    assert (found.label, found.side) == describe(counts)
    assert found.small == (sum(counts) < 20)
    assert (found.distance, found.agreement, found.camps) == (pair_distance(counts), agreement(counts), camps(counts))


@given(filled, st.integers(2, 4))
def test_a_label_does_not_depend_on_the_size_of_the_room_nor_on_which_end_is_which(counts: list[int], times: int):
    label, side = describe(counts)
    mirrored = {"low": "high", "high": "low"}.get(str(side), side)
    assert describe([people * times for people in counts]) == (label, side)
    assert describe(counts[::-1]) == (label, mirrored)


@pytest.mark.parametrize(
    ("counts", "label"),
    [
        ([18, 0, 0, 0, 2], ("agreed", "low")),
        ([179, 0, 0, 0, 21], ("mostly_agreed", "low")),
        ([0, 0, 20, 0, 0], ("agreed", "middle")),
        ([5, 0, 10, 0, 5], ("spread", None)),
        ([6, 0, 8, 0, 6], ("spread", None)),
        ([8, 0, 4, 0, 8], ("two_camps", None)),
        ([15, 0, 0, 0, 5], ("majority_minority", "low")),
        ([3, 0, 0, 0, 17], ("majority_minority", "high")),
        ([0, 2, 0, 6, 12], ("agreed", "high")),
        ([1, 2, 8, 14], ("agreed", "high")),  # A is 3/5, in floats a little less
        ([0, 2, 7, 4, 7], ("mostly_agreed", "high")),
        ([0, 3, 0, 0, 7], ("two_camps", None)),
        ([0, 8, 5, 0, 11], ("spread", None)),
        ([29, 0, 0, 0, 171], ("mostly_agreed", "high")),
        ([2, 4, 8, 4, 2], ("mostly_agreed", "middle")),
        ([2, 2, 6, 6, 4], ("mostly_agreed", "high")),
        ([4, 4, 4, 4, 4], ("spread", None)),
    ],
)
def test_rooms_on_and_beside_the_thresholds(counts: list[int], label: tuple[str, str | None]):
    assert describe(counts) == label


@pytest.mark.parametrize(("people", "small"), [(9, None), (10, True), (19, True), (20, False)])
def test_under_ten_there_is_no_panel_and_under_twenty_the_room_is_small(people: int, small: bool | None):
    found = panel([people - 4, 0, 0, 0, 4])
    assert (found.small if found else None) == small


def test_a_room_without_answers_has_no_label():
    assert panel([0] * 5) is None
    with pytest.raises(ValueError):
        describe([0] * 5)
