"""The indices that follow from a shown scale."""

from __future__ import annotations

from typing import Any

import pytest

from pollapp.results import release
from pollapp.results.indices import indices
from tests.results.rooms import LOCKED, ask


def found(kind: str, values: list[Any], sensitivity: str = "medium") -> dict[str, float]:
    question = ask(kind, sensitivity)
    return indices(release(question, question.tally([question.check(value) for value in values]), LOCKED))


def test_a_scale_has_three_indices():
    assert found("scale", [1] * 5 + [5] * 5) == {"leik": 1, "dispersion": 1, "consensus": 0}
    assert found("scale", [3] * 10) == {"leik": 0, "dispersion": 0, "consensus": 1}
    assert found("scale", [1, 2, 3, 4, 5] * 4) == {"leik": 0.6, "dispersion": 0.8, "consensus": 0.434}


@pytest.mark.parametrize(
    ("kind", "values", "sensitivity"),
    [
        ("scale", [1] * 5 + [5] * 4, "medium"),
        ("scale", [1] * 20 + [5] * 20, "high"),
        ("single", ["a"] * 20, "medium"),
        ("number", [1] * 10, "medium"),
    ],
    ids=["nine people", "sensitive", "no order", "no scale"],
)
def test_no_other_result_has_them(kind: str, values: list[Any], sensitivity: str):
    assert found(kind, values, sensitivity) == {}
