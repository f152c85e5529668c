"""More indices of a shown result, for who compares rooms with what was published. For exports, never for a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from pollapp.measures.bounds import nonresponse, wilson
from pollapp.measures.chance import mcnemar, sign_test
from pollapp.measures.dispersion import blair_lacy, consensus, leik


def indices(result: Mapping[str, Any]) -> dict[str, float]:
    """{leik, dispersion, consensus} of a scale with a panel and with counts, four decimals; else {}.

    Leik's D, 1 - ℓ² of Blair and Lacy, and Cns of Tastle and Wierman, all 0 to 1. They follow from the counts that
    everybody saw, so they tell nothing more.
    """
    if result["type"] != "scale" or not result.get("counts") or not result["panel"]:
        return {}
    counts = list(result["counts"].values())
    found = {"leik": leik(counts), "dispersion": 1 - (blair_lacy(counts) or 0), "consensus": consensus(counts)}
    return {name: round(float(value), 4) for name, value in found.items() if value is not None}


def chances(change: Mapping[str, Any]) -> dict[str, float]:
    """How often chance alone would move as many people as unevenly, of a released change; four decimals, else {}.

    {sign_p} of people who moved up and down; {mcnemar, mcnemar_p, corrected, corrected_p, exact_p} of a question with
    two options whose flows are told. Both follow from the people that are told.
    """
    if change.get("up") is not None:
        return {"sign_p": round(float(sign_test(change["up"], change["down"])), 4)}
    flows = change.get("flows") or {}
    if "changed" not in change or len(flows) != 2:
        return {}
    first, second = flows
    found = mcnemar(flows[first][second], flows[second][first])
    if found is None:
        return {}
    numbers: dict[str, float | Fraction] = {
        "mcnemar": found.chi2,
        "mcnemar_p": found.p,
        "corrected": found.corrected,
        "corrected_p": found.corrected_p,
        "exact_p": found.exact,
    }
    return {name: round(float(value), 4) for name, value in numbers.items()}


CHOSEN = ("single", "multiple", "scale", "statements")
"""The types where each person chooses answers, so that a share of the people means something."""


def bounds(result: Mapping[str, Any], people: int | None) -> dict[str, Any]:
    """{answer: [lowest, highest]} percent of everybody who took part, whatever those not in the picture think; else {}.

    Of sentences {sentence: {answer: [lowest, highest]}}. One decimal; {} where everybody is in the picture, and where
    nothing is counted, as of a sensitive question. It follows from the counts that
    everybody saw and from how many people took part.
    """
    return _of_shares(result, lambda count, n: nonresponse(count, n, people) if people and people > n else None)


def sampled(result: Mapping[str, Any]) -> dict[str, Any]:
    """As `bounds`: between which shares that of everybody lies 95 times in 100, had the room been drawn by lot."""
    return _of_shares(result, lambda count, n: wilson(count, n) if n else None)


def _of_shares(result: Mapping[str, Any], ends: Callable[[int, int], Any]) -> dict[str, Any]:
    counts = result.get("counts")
    if result["state"] != "shown" or result["type"] not in CHOSEN or not counts:
        return {}
    if result["type"] == "statements":
        return {item: _percents(row, sum(row.values()), ends) for item, row in counts.items()}
    return _percents(counts, result["n"], ends)


def _percents(counts: Mapping[str, int], n: int, ends: Callable[[int, int], Any]) -> dict[str, list[float]]:
    found = {answer: ends(count, n) for answer, count in counts.items()}
    return {answer: [round(float(100 * end), 1) for end in two] for answer, two in found.items() if two}
