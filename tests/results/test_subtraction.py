"""Pictures beside each other: the rule, against somebody who tries every combination with small numbers."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from pollapp.results import tells_of_a_few
from pollapp.results.subtraction import MOST_SMALL

people = st.frozensets(st.integers(1, 9))


def people_of(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


@given(first=people, second=people, smallest=st.integers(1, 7))
def test_two_pictures_tell_of_a_few_when_one_or_their_difference_is_small(
    first: frozenset[int], second: frozenset[int], smallest: int
):
    alone = [len(first), len(second), len(first ^ second)]
    assert tells_of_a_few([first, second], smallest) == any(0 < one < smallest for one in alone)


@given(pictures=st.lists(people, max_size=3), smallest=st.integers(1, 6))
def test_no_sum_of_pictures_is_left_with_a_few_people(pictures: list[frozenset[int]], smallest: int):
    """With three pictures no combination needs a factor beyond 2."""
    left = set()
    for factors in product(range(-2, 3), repeat=len(pictures)):
        sums = {
            who: sum(factor for factor, picture in zip(factors, pictures, strict=True) if who in picture)
            for who in range(1, 10)
        }
        left.add(sum(many != 0 for many in sums.values()))
    assert tells_of_a_few(pictures, smallest) == any(0 < many < smallest for many in left)


def test_the_whole_is_the_sum_of_two_others_but_for_one_person():
    whole, first, second = (
        people_of(*range(1, 21)), people_of(*range(1, 12)), people_of(*range(11, 21)),
    )  # fmt: skip
    assert not tells_of_a_few([first, second], 5)
    assert not tells_of_a_few([whole, first], 5)
    assert tells_of_a_few([whole, first, second], 5)


def test_where_there_are_too_many_small_sets_to_look_at_nothing_is_shown():
    spread = [frozenset(who for who in range(2**6) if who >> bit & 1) for bit in range(6)]
    assert len(spread) < MOST_SMALL < 2**6
    assert tells_of_a_few(spread, 5)
