"""Small groups are merged, and nobody can be found by subtraction."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pollapp.exports.anonymity import SMALLEST, merged

OTHER, NOTHING = "other", "nothing"


def alone(sizes: dict[str, int]) -> Counter[str]:
    """How large the groups of one column are after merging."""
    people = [(value,) for value, size in sizes.items() for _ in range(size)]
    return Counter(str(value) for (value,) in merged(people, OTHER, NOTHING))


def test_small_groups_go_into_one_pool():
    found = alone({"jw": 12, "pol": 4, "gem": 15, "zorg": 9, "ond": 3})
    assert found == {"jw": 12, "gem": 15, "zorg": 9, OTHER: 7}


def test_a_pool_that_is_too_small_takes_the_smallest_of_the_others_in():
    assert alone({"jw": 12, "pol": 4, "gem": 15, "zorg": 9}) == {"jw": 12, "gem": 15, OTHER: 13}


def test_groups_that_are_large_enough_stay():
    assert alone({"jw": 5, "pol": 6}) == {"jw": 5, "pol": 6}


def test_fewer_than_five_people_have_no_group_at_all():
    assert alone({"jw": 2, "pol": 2}) == {NOTHING: 4}


def test_without_group_columns_nothing_changes():
    assert merged([(), ()], OTHER, NOTHING) == [(), ()]
    assert merged([], OTHER, NOTHING) == []


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz"), st.sampled_from("pq")), max_size=60))
def test_every_combination_belongs_to_at_least_five_people(people: list[tuple[str, str, str]]):
    found = merged(people, OTHER, NOTHING)
    assert len(found) == len(people)
    assert all(values == (NOTHING,) * 3 for values in found) if len(people) < SMALLEST else True
    assert all(size >= SMALLEST for size in Counter(found).values()) or len(people) < SMALLEST


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz")), max_size=60))
def test_a_value_is_the_persons_own_or_it_is_merged(people: list[tuple[str, str]]):
    for before, after in zip(people, merged(people, OTHER, NOTHING), strict=True):
        assert all(new in (old, OTHER, NOTHING) for old, new in zip(before, after, strict=True))
