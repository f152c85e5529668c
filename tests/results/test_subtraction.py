"""Two pictures of almost the same people: the rule, against every way to take one from the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pollapp.results import tells_of_a_few

people = st.sets(st.integers(1, 30))


@given(first=people, second=people, smallest=st.integers(1, 10))
def test_pictures_may_stand_beside_each_other_when_nobody_or_enough_are_in_only_one(
    first: set[int], second: set[int], smallest: int
):
    alone = [len(first - second), len(second - first)]
    told = tells_of_a_few(len(first), len(second), len(first & second), smallest)
    assert told == any(one in range(1, smallest) for one in alone)


def test_the_same_people_twice_tell_nothing():
    assert not tells_of_a_few(7, 7, 7, 5)
