"""What people think of each other, beside what the others said."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.perception import mean, perception_gap

guesses = st.dictionaries(st.integers(0, 10).map(Fraction), st.integers(1, 20), min_size=1)


def test_people_think_of_fewer_others_than_there_are():
    """Three of ten on average, while 12 of 20 said it: thirty points too few."""
    assert perception_gap({Fraction(2): 5, Fraction(4): 5}, 10, 12, 20) == Fraction(-3, 10)


def test_a_guess_is_as_exact_as_it_was_typed():
    assert mean({Fraction(1, 10): 1, Fraction(2, 10): 2}) == Fraction(1, 6)


def test_without_guesses_or_answers_there_is_no_gap():
    assert perception_gap({}, 10, 12, 20) is None
    assert perception_gap({Fraction(3): 4}, 10, 0, 0) is None


@given(guesses, st.integers(0, 30), st.integers(1, 30))
def test_who_guess_the_other_half_are_as_far_off_the_other_way(guesses: dict[Fraction, int], some: int, others: int):
    mirrored = {10 - guess: people for guess, people in guesses.items()}
    found = perception_gap(guesses, 10, some, some + others)
    assert found is not None
    assert -1 <= found <= 1
    assert perception_gap(mirrored, 10, others, some + others) == -found


@given(guesses, st.integers(2, 5))
def test_a_room_twice_as_large_is_as_far_off(guesses: dict[Fraction, int], times: int):
    doubled = {guess: people * times for guess, people in guesses.items()}
    assert perception_gap(doubled, 10, 3 * times, 8 * times) == perception_gap(guesses, 10, 3, 8)
