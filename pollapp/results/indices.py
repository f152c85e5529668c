"""More indices of a shown result, for who compares rooms with what was published. For exports, never for a screen."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

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
