"""Words: a ranked list of what was approved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pollapp.results.coarse import coarse
from pollapp.results.texts import Verdicts, heaps


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, verdicts: Verdicts, **_: Any) -> dict[str, Any]:
    """{words: [{text, count}]}, most people first, then by the alphabet.

    Where the deck does not ask for approval, a word shows by itself once two people typed it.
    Sensitive: words without count in the same order of their coarse shares, and `coarse` by text.
    """
    counts = heaps(question, tally, verdicts)
    if high:
        return _sensitive(counts, tally["n"])
    ranked = sorted(counts, key=lambda text: (-counts[text], text.casefold()))
    return {"words": [{"text": text, "count": counts[text]} for text in ranked]}


def _sensitive(counts: Mapping[str, int], people: int) -> dict[str, Any]:
    told = coarse(dict(sorted(counts.items())), people, (0, people * len(counts)))
    seen = told["shares"]
    kept = [told["nearly_all"]] if told["nearly_all"] is not None else list(counts)
    ranked = sorted(kept, key=lambda text: (-seen.get(text, -1), text.casefold()))
    return {"words": [{"text": text} for text in ranked], **told}
