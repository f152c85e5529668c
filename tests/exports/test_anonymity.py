"""Small groups are merged, and nobody can be found by subtraction."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pollapp.exports.anonymity import SMALLEST, Pattern, levelled, merged

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


def patterns(sizes: dict[str, int]) -> list[Pattern]:
    """So many people who answered these rounds: {"12": 5} is five who answered the first and the second."""
    return [frozenset(map(int, rounds)) for rounds, size in sizes.items() for _ in range(size)]


def left(sizes: dict[str, int]) -> Counter[str]:
    return Counter("".join(map(str, sorted(pattern))) for pattern in levelled(patterns(sizes)))


def test_a_pattern_of_enough_people_stays():
    assert left({"123": 6, "12": 5}) == {"123": 6, "12": 5}


def test_one_who_left_something_open_is_joined_by_five_who_did_not():
    assert left({"123": 11, "12": 1}) == {"123": 6, "12": 6}


def test_one_who_answered_more_than_the_others_has_what_they_have():
    assert left({"12": 11, "123": 1}) == {"12": 12}


def test_an_answer_that_is_left_out_is_not_the_only_one_of_its_question():
    assert left({"12": 6, "13": 11, "123": 1}) == {"12": 7, "13": 6, "1": 5}


def test_fewer_than_five_have_no_line():
    assert left({"12": 4}) == {"": 4}


@given(st.lists(st.frozensets(st.integers(1, 5)), max_size=60), st.integers(5, 10))
def test_no_line_is_known_by_its_open_cells_and_no_few_can_be_subtracted(people: list[Pattern], least: int):
    found = levelled(people, least)
    assert all(after <= before for before, after in zip(people, found, strict=True))
    assert all(size >= least for pattern, size in Counter(found).items() if pattern)
    for round_ in range(1, 6):
        missing = sum(round_ in before and round_ not in after for before, after in zip(people, found, strict=True))
        assert missing == 0 or missing >= least or not any(round_ in pattern for pattern in found)
    assert levelled(people, least) == found


@given(st.lists(st.frozensets(st.integers(1, 5), min_size=1), min_size=5, max_size=60))
def test_where_everybody_answered_the_same_nothing_is_lost(people: list[Pattern]):
    same = [people[0]] * len(people)
    assert levelled(same) == same
