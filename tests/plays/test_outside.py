"""The computation outside is right by itself: it holds the published vectors, and knows nothing of pollapp."""

from __future__ import annotations

import ast
import json
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.plays import outside_measures as outside

HERE = Path(__file__).parent
VECTORS = json.loads((HERE.parent / "measures" / "vectors.json").read_text("utf-8"))
PUBLISHED, COMPUTED = VECTORS["published"], VECTORS["computed"]
LABELS = {
    "agreed": "eens",
    "two_camps": "twee_kampen",
    "majority_minority": "meerderheid_minderheid",
    "mostly_agreed": "redelijk_eens",
    "spread": "verspreid",
}


@pytest.mark.parametrize("file", sorted(HERE.glob("outside_*.py")), ids=lambda file: file.name)
def test_it_imports_the_standard_library_and_itself(file: Path):
    """By the words of the file: nothing of pollapp, and nothing that somebody has to install."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        names += [f"{node.module}.{each.name}" for each in node.names] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            assert name.split(".")[0] in sys.stdlib_module_names or name.startswith("tests.plays.outside_"), name


def near(found: Fraction | Decimal, told: float) -> bool:
    return abs(float(found) - told) < 0.000_001


@pytest.mark.parametrize("vector", PUBLISHED["agreement_A"], ids=str)
def test_agreement_as_published(vector: dict[str, Any]):
    tenths = [round(10 * many) for many in vector["counts"]]
    assert near(outside.agreement(tenths), vector["expect"])


@pytest.mark.parametrize("vector", COMPUTED["ordinal"], ids=lambda vector: str(vector["counts"]))
def test_a_scale(vector: dict[str, Any]):
    people = outside.people_of(vector["counts"])
    points = len(vector["counts"])
    panel = outside.panel(people, points)
    assert (LABELS[panel["label"]] if panel else "te_weinig") == vector["label"]
    assert near(outside.agreement(vector["counts"]), vector["A"])
    assert near(outside.distance(people), vector["pair_distance"])
    assert near(outside.camps(vector["counts"]), vector["er_ratio"])
    assert near(outside.median(people), vector["imedian"])
    assert list(outside.middle_person(people)) == vector["median"]
    more = outside.indices(people, points)
    assert near(more["leik"], vector["leik_D"])
    assert near(more["dispersion"], vector["dispersion"])


def test_the_consensus_as_published():
    vector = PUBLISHED["agreement_A"][0]
    assert near(outside.indices(outside.people_of(vector["counts"]), 7)["consensus"], 0.7256876)


@pytest.mark.parametrize("vector", COMPUTED["mcnemar_exact"], ids=str)
def test_the_sign_test_is_the_exact_one_of_mcnemar(vector: dict[str, Any]):
    assert near(outside.sign_test(vector["b"], vector["c"]), vector["p_exact"])


def test_a_shift():
    told = COMPUTED["paired"]
    found = outside.shift([(one, other) for one, other in told["pairs"]], 5)
    assert (found["up"], found["down"], found["stayed"]) == (told["up"], told["down"], told["stay"])
    assert near(found["net"], told["net"])
    assert near(found["step"], told["mean_step"])
    assert near(found["gross"], told["gross"])
    assert sum(found["flows"].values()) == told["n"]


@pytest.mark.parametrize("vector", COMPUTED["groups"], ids=str)
def test_two_groups(vector: dict[str, Any]):
    one, other = outside.people_of(vector["a"]), outside.people_of(vector["b"])
    found = outside.gap(one, other, len(vector["a"]))
    assert near(found["delta"], vector["cliff"])
    assert near(found["way"], vector["w1"])


@pytest.mark.parametrize("vector", COMPUTED["merge_segments_k5"], ids=str)
def test_small_groups(vector: dict[str, Any]):
    alone, together = vector["shown"]
    groups = outside.merged(vector["input"], 5)
    assert groups == [[name] for name in alone] + (
        [[name for name in vector["input"] if name in together["members"]]] if together else []
    )


@pytest.mark.parametrize("vector", COMPUTED["group_informed_consensus"], ids=str)
def test_common_ground(vector: dict[str, Any]):
    assert near(outside.consensus([(agree, seen) for agree, seen in vector["groups"]]), vector["geo"])


def ballots(vector: dict[str, Any]) -> list[str]:
    return [ballot for many, ballot in vector["ballots"] for _ in range(many)]


def test_the_order_as_published():
    told = PUBLISHED["schulze"]
    assert outside.schulze(ballots(told), "ABCDE") == [[name] for name in told["order"]]
    assert outside.borda(ballots(told), "ABCDE") == COMPUTED["ranking_45_voters"]["borda"]
    assert outside.condorcet(ballots(told), "ABCDE") is None


def test_an_order_of_short_ballots():
    told = COMPUTED["ranking_truncated"]
    assert outside.schulze(ballots(told), told["candidates"]) == [[name] for name in told["schulze"]]
    assert outside.borda(ballots(told), told["candidates"]) == told["borda"]


def test_shares_by_largest_remainder():
    assert outside.shares_fit([34, 33, 33], [1, 1, 1])
    assert outside.shares_fit([33, 33, 34], [1, 1, 1])
    assert outside.shares_fit([14, 29, 57], [1, 2, 4])
    assert not outside.shares_fit([15, 28, 57], [1, 2, 4])
    assert not outside.shares_fit([33, 33, 33], [1, 1, 1])
