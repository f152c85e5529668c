"""Between which shares the truth lies, against the vectors and against everything the silent may think."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.bounds import nonresponse, wilson
from tests.measures.vectors import COMPUTED

Z = 1.959963984540054


@pytest.mark.parametrize("vector", COMPUTED["wilson95"])
def test_the_interval_is_that_of_the_vectors(vector: dict[str, Any]):
    low, high = wilson(vector["k"], vector["n"])
    assert round(low, 6) == vector["lo"]
    assert round(high, 6) == vector["hi"]


def test_the_bounds_of_silence_are_those_of_the_vector():
    vector = COMPUTED["nonresponse_bounds"]
    bounds = nonresponse(vector["k"], vector["n"], vector["M"])
    assert bounds == tuple(Fraction(str(share)) for share in vector["expect"])


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_whatever_the_silent_think_the_share_is_between_the_bounds(agree: int, disagree: int, silent: int):
    present = agree + disagree + silent
    if present:
        shares = [Fraction(agree + others, present) for others in range(silent + 1)]
        assert nonresponse(agree, agree + disagree, present) == (min(shares), max(shares))


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_at_either_end_of_the_interval_the_answer_is_just_not_surprising(room: tuple[int, int]):
    agree, people = room
    share = agree / people
    for end in wilson(agree, people):
        assert 0 <= end <= 1
        assert (share - end) ** 2 == pytest.approx(Z**2 * end * (1 - end) / people, abs=1e-12)


def test_an_interval_of_three_out_of_five_says_little():
    assert [round(end, 3) for end in wilson(3, 5)] == [0.231, 0.882]
    assert wilson(5, 5)[1] == 1
    assert wilson(0, 8)[0] == 0
