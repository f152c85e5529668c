"""More indices of a shown result, for who compares rooms with what was published. For exports, never for a screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
