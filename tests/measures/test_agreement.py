"""Van der Eijk's agreement, against what was published and against another way to write it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.agreement import agreement, layers, polarisation
from tests.measures.vectors import LENGTHS, ORDINAL, PUBLISHED, filled, halves, whole


@pytest.mark.parametrize("vector", PUBLISHED["agreement_A"], ids=lambda vector: str(vector["counts"]))
def test_agreement_is_the_published_one(vector: dict[str, Any]):
    assert agreement(whole(vector["counts"])) == pytest.approx(vector["expect"], abs=5e-8)


@pytest.mark.parametrize("vector", ORDINAL, ids=lambda vector: str(vector["counts"]))
def test_agreement_is_that_of_the_vectors(vector: dict[str, Any]):
    together = agreement(vector["counts"])
    assert together is not None
    assert round(float(together), 6) == vector["A"]


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        ([24, 28, 32, 62, 135, 304, 416], 0.1951382),
        ([16, 26, 82, 210, 293, 270, 103], 0.2588333),
        ([6, 8, 5, 3, 2, 0, 2], 0.3038462),
    ],
)
def test_polarisation_is_the_published_one(counts: list[int], published: float):
    assert polarisation(counts) == pytest.approx(published, abs=5e-8)


def test_the_layers_are_the_published_ones():
    vector = PUBLISHED["agreement_layers"]
    peeled = [
        ["".join("1" if filled else "0" for filled in layer.pattern), float(layer.agreement), float(layer.weight)]
        for layer in layers(vector["counts"])
    ]
    assert len(peeled) == len(vector["layers"])
    for (cells, together, weight), expected in zip(peeled, vector["layers"], strict=True):
        assert cells == expected[0]
        assert together == pytest.approx(expected[1], abs=5e-4)
        assert weight == pytest.approx(expected[2], abs=5e-7)


def by_hand(counts: list[int]) -> Fraction:
    """A by levels: at every height of the columns of people, which cells reach it."""
    cells, total = len(counts), Fraction(0)
    for height in range(1, max(counts) + 1):
        reach = [count >= height for count in counts]
        width = sum(reach)
        together = apart = 0
        for i in range(cells):
            for j in range(i + 1, cells):
                for k in range(j + 1, cells):
                    together += reach[j] and reach[i] != reach[k]
                    apart += reach[i] and reach[k] and not reach[j]
        if width == 1:
            total += 1
        elif together or apart:
            shape = Fraction((cells - 2) * together - (cells - 1) * apart, (cells - 2) * (together + apart))
            total += width * shape * (1 - Fraction(width - 1, cells - 1))
    return total / sum(counts)


@given(filled)
def test_agreement_is_the_mean_over_every_height_of_the_columns(counts: list[int]):
    assert agreement(counts) == by_hand(counts)


@given(filled)
def test_layers_weigh_as_much_as_the_room_and_each_has_fewer_cells(counts: list[int]):
    peeled = list(layers(counts))
    assert sum(layer.weight for layer in peeled) == 1
    widths = [sum(layer.pattern) for layer in peeled]
    assert widths == sorted(set(widths), reverse=True)


@given(filled)
def test_seen_from_the_other_end_a_room_agrees_as_much(counts: list[int]):
    assert agreement(counts[::-1]) == agreement(counts)


@given(filled, st.integers(2, 4))
def test_agreement_does_not_depend_on_the_size_of_the_room(counts: list[int], times: int):
    assert agreement([people * times for people in counts]) == agreement(counts)


@given(filled)
def test_agreement_lies_between_two_halves_and_all_the_same(counts: list[int]):
    together = agreement(counts)
    assert together is not None
    assert -1 <= together <= 1
    assert (together == 1) == (sum(map(bool, counts)) == 1)


@pytest.mark.parametrize("cells", LENGTHS)
def test_the_three_anchors_hold_on_every_scale(cells: int):
    assert agreement([3] * cells) == 0
    assert agreement(halves(cells, 3)) == -1
    assert agreement([0] * (cells - 1) + [3]) == 1
    assert [polarisation(room) for room in ([3] * cells, halves(cells, 3))] == [Fraction(1, 2), 1]


def test_an_empty_room_has_no_agreement_and_a_scale_of_two_has_none_at_all():
    assert agreement([0, 0, 0]) is polarisation([0, 0, 0]) is None
    with pytest.raises(ValueError):
        agreement([3, 4])
