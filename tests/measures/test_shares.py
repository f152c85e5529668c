"""Percentages of people."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.shares import largest_remainder, percent, signed_percent, tens

counted = st.dictionaries(st.text(max_size=3), st.integers(0, 400), min_size=1, max_size=12)


@given(counted)
def test_shares_of_a_whole_add_up_to_a_hundred(counts: dict[str, int]):
    assert sum(largest_remainder(counts).values()) == (100 if any(counts.values()) else 0)


@given(counted)
def test_a_share_is_less_than_one_percent_from_the_exact_one(counts: dict[str, int]):
    for key, share in largest_remainder(counts).items():
        assert abs(share - Fraction(100 * counts[key], sum(counts.values()))) < 1


@given(counted, st.integers(2, 5))
def test_shares_do_not_depend_on_the_size_of_the_room(counts: dict[str, int], times: int):
    assert largest_remainder({key: count * times for key, count in counts.items()}) == largest_remainder(counts)


def test_what_is_left_goes_to_the_largest_remainder_and_on_a_tie_to_the_first():
    assert largest_remainder({"a": 1, "b": 1, "c": 1}) == {"a": 34, "b": 33, "c": 33}
    assert largest_remainder({"a": 33, "b": 33, "c": 34, "d": 100}) == {"a": 17, "b": 16, "c": 17, "d": 50}


def test_nobody_has_no_shares():
    assert largest_remainder({"a": 0}) == {}
    assert largest_remainder({}) == {}


def test_a_half_is_rounded_up():
    assert [percent(count, 200) for count in (1, 3, 5, 199)] == [1, 2, 3, 100]
    assert [tens(count, 20) for count in (0, 1, 3, 5, 19, 20)] == [0, 10, 20, 30, 100, 100]


def test_a_difference_is_as_large_either_way():
    assert [signed_percent(Fraction(part, 200)) for part in (-3, -1, 0, 1, 3)] == [-2, -1, 0, 1, 2]
