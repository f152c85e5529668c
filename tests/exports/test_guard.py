"""No cell becomes a formula, and no text is lost on the way."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.exports.csvs import written
from pollapp.exports.guard import safe

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
STARTS = st.sampled_from("=+-@\t\r\n＝＋－＠")


def back(lines: list[list[object]], delimiter: str) -> list[list[str]]:
    text = "".join(written(["a", "b"], lines, delimiter))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))[1:]


@given(STARTS, TEXTS)
def test_a_text_that_could_be_a_formula_gets_an_apostrophe(start: str, rest: str):
    assert safe(start + rest) == "'" + start + rest


@given(TEXTS, TEXTS, st.sampled_from(";,"))
def test_every_text_comes_back_as_it_was_but_for_the_apostrophe(one: str, other: str, delimiter: str):
    [[first, second]] = back([[one, other]], delimiter)
    assert (first, second) == (safe(one), safe(other))
    assert not {first[:1], second[:1]} & set("=+-@\t\r\n")


@given(st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(";,"))
def test_numbers_stay_numbers_also_below_zero(number: float, delimiter: str):
    [[cell, _]] = back([[number, ""]], delimiter)
    assert float(cell.replace(",", ".")) == number


@pytest.mark.parametrize(("delimiter", "cell"), [(";", "-2,5"), (",", "-2.5")])
def test_a_number_has_a_comma_where_semicolons_stand_between_cells(delimiter: str, cell: str):
    assert back([[-2.5, 3.0]], delimiter) == [[cell, "3"]]


def test_nothing_is_an_empty_cell():
    assert back([[None, ""]], ";") == [["", ""]]
