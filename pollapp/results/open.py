"""Sentences in people's own words: a wall of what was approved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pollapp.results.texts import Verdicts, heaps


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, verdicts: Verdicts, **_: Any) -> dict[str, Any]:
    """{texts: [{text, count}]} by the alphabet, so that the order of arrival does not show.

    Sensitive: without count. Where the deck does not ask for approval, all that was not rejected.
    """
    counts = heaps(question, tally, verdicts)
    ranked = sorted(counts, key=lambda text: (text.casefold(), text))
    return {"texts": [{"text": text} if high else {"text": text, "count": counts[text]} for text in ranked]}
