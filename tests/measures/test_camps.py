"""Esteban and Ray's polarisation, against the vectors, decimals of sixty digits and whole roots."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.camps import camps, camps_at_least, esteban_ray, power, whole_root
from tests.measures.vectors import LENGTHS, ORDINAL, everyone, filled, halves

SIXTY = 60
alphas = st.sampled_from([Fraction(4, 5), Fraction(1), Fraction(8, 5), Fraction(1, 2)])


def exact(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def by_definition(counts: list[int], alpha: Fraction = Fraction(4, 5)) -> Decimal:
    """The double sum as it stands in the notes."""
    people = [Decimal(count) / sum(counts) for count in counts]
    power = exact(alpha)
    total = sum(p ** (1 + power) * q * abs(i - j) for i, p in enumerate(people) if p for j, q in enumerate(people) if q)
    return Decimal(total) / (2 * Decimal("0.5") ** (2 + power)) / (len(counts) - 1)


@pytest.mark.parametrize("vector", ORDINAL, ids=lambda vector: str(vector["counts"]))
def test_camps_are_those_of_the_vectors(vector: dict[str, Any]):
    apart, ratio = esteban_ray(vector["counts"]), camps(vector["counts"])
    assert apart is not None
    assert ratio is not None
    assert round(float(apart), 6) == vector["er08"]
    assert round(float(ratio), 6) == vector["er_ratio"]


@pytest.mark.parametrize(("cells", "even"), [(3, 0.643), (4, 0.479), (5, 0.384), (7, 0.280), (10, 0.202)])
def test_an_even_room_has_the_polarisation_of_the_notes(cells: int, even: float):
    assert esteban_ray([2] * cells) == pytest.approx(even, abs=5e-4)
    assert camps([2] * cells) == 1


@given(filled, alphas)
def test_the_value_is_that_of_the_definition(counts: list[int], alpha: Fraction):
    apart, ratio = esteban_ray(counts, alpha), camps(counts, alpha)
    assert apart is not None
    assert ratio is not None
    with localcontext(prec=SIXTY):
        assert abs(exact(apart) - by_definition(counts, alpha)) < Decimal("1e-15")
        expected = by_definition(counts, alpha) / by_definition([1] * len(counts), alpha)
        assert abs(exact(ratio) - expected) < Decimal("1e-15")


@given(filled, st.fractions(0, 3, max_denominator=1000))
def test_the_threshold_is_decided_as_sixty_digits_do(counts: list[int], ratio: Fraction):
    with localcontext(prec=SIXTY):
        expected = by_definition(counts) / by_definition([1] * len(counts))
        if abs(expected - exact(ratio)) > Decimal("1e-50"):
            assert camps_at_least(counts, ratio) == (expected > exact(ratio))


@pytest.mark.parametrize("cells", LENGTHS)
def test_a_threshold_that_is_met_to_the_last_digit_is_met(cells: int):
    assert camps_at_least([3] * cells, Fraction(1))
    assert not camps_at_least([3] * cells, 1 + Fraction(1, 10**90))


@pytest.mark.parametrize("digits", [19, 20, 21, 59, 100])
def test_a_threshold_one_digit_beside_the_value_is_told_apart(digits: int):
    room = [9, 2, 1, 2, 9]
    with localcontext(prec=150):
        value = by_definition(room) / by_definition([1] * 5)
        beside = Fraction(1, 10**digits)
        assert camps_at_least(room, Fraction(value) - beside)
        assert not camps_at_least(room, Fraction(value) + beside)


@given(filled)
def test_seen_from_the_other_end_there_are_as_many_camps(counts: list[int]):
    assert esteban_ray(counts[::-1]) == esteban_ray(counts)


@given(filled, st.integers(2, 4))
def test_camps_do_not_depend_on_the_size_of_the_room(counts: list[int], times: int):
    assert camps([people * times for people in counts]) == camps(counts)


@given(st.integers(3, 11), st.integers(1, 50), alphas)
def test_two_halves_at_the_ends_are_one_and_a_room_that_answers_the_same_is_nothing(
    cells: int, people: int, alpha: Fraction
):
    assert esteban_ray(halves(cells, people), alpha) == 1
    assert esteban_ray([people] + [0] * (cells - 1), alpha) == 0


def test_with_alpha_of_one_polarisation_is_counted_person_by_person():
    room = [6, 3, 2, 3, 6]
    people = everyone(room)
    total = sum(Fraction(room[a - 1], len(people) ** 3) * abs(a - b) for a in people for b in people)
    assert esteban_ray(room, Fraction(1)) == total * 4 / 4


@given(st.integers(1, 10**60), st.integers(1, 9))
def test_the_whole_root_is_the_largest_that_fits(value: int, degree: int):
    root = whole_root(value, degree)
    assert root**degree <= value < (root + 1) ** degree


@given(st.fractions(Fraction(1, 50), 50), st.sampled_from([Fraction(9, 5), Fraction(2), Fraction(3, 2)]))
def test_a_power_lies_between_its_bounds(base: Fraction, exponent: Fraction):
    low, high = power(base, exponent, 20)
    p, q = exponent.as_integer_ratio()
    assert low**q <= base**p <= high**q
    assert high - low <= Fraction(1, 10**20)
    assert (low == high) == (low**q == base**p)


def test_a_room_without_answers_has_no_camps():
    assert esteban_ray([0, 0, 0]) is None
    assert camps([0, 0, 0]) is None
