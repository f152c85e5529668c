"""The tests of change, against published values and against every way the coins can fall."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.chance import mcnemar, sign_test
from tests.measures.vectors import COMPUTED, PUBLISHED


@pytest.mark.parametrize("vector", PUBLISHED["mcnemar"], ids=lambda vector: vector["source"])
def test_mcnemar_with_correction_is_the_published_one(vector: dict[str, Any]):
    found = mcnemar(vector["b"], vector["c"])
    assert found is not None
    assert float(found.corrected) == pytest.approx(vector["chi2_cc"], abs=5e-4)
    assert found.corrected_p == pytest.approx(vector["p_cc"], abs=5e-9)
    assert found.chi2 == Fraction((86 - 150) ** 2, 236)
    assert found.p < found.corrected_p


@pytest.mark.parametrize("vector", COMPUTED["mcnemar_exact"])
def test_the_exact_p_is_that_of_the_vector(vector: dict[str, Any]):
    found = mcnemar(vector["b"], vector["c"])
    assert found is not None
    assert found.exact == Fraction("0.0390625")
    assert round(float(found.exact), 6) == vector["p_exact"]


def test_a_chi_square_of_one_degree_has_the_tails_of_the_tables():
    found = [mcnemar(*moved) for moved in [(4, 0), (25, 11), (5, 5)]]
    assert [one.chi2 for one in found if one] == [4, Fraction(196, 36), 0]
    assert [one.p for one in found if one] == pytest.approx([0.04550026, 0.01963066, 1])


@given(st.integers(0, 6), st.integers(0, 6))
def test_the_exact_p_counts_every_way_the_coins_can_fall(up: int, down: int):
    falls = list(itertools.product((1, -1), repeat=up + down))
    as_far = sum(abs(sum(fall)) >= abs(up - down) for fall in falls)
    assert sign_test(up, down) == Fraction(as_far, len(falls))


def test_the_correction_never_goes_past_equality():
    found = mcnemar(5, 5)
    assert found is not None
    assert (found.chi2, found.corrected, found.corrected_p, found.exact) == (0, 0, 1, 1)


def test_where_nobody_changed_there_is_nothing_to_test():
    assert mcnemar(0, 0) is None
    assert sign_test(0, 0) == 1
