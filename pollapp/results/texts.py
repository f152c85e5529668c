"""Words and sentences of people: what was approved, on the heaps where the presenter laid it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pollapp.results.release import Verdict

Verdicts = Mapping[str, "Verdict"]

TEXTS = ("open", "wordcloud")
"""Types whose tally is a list of texts."""

ALONE = {"open": 1, "wordcloud": 2}
"""How many people must have written a text before it shows by itself, where the deck does not ask for approval."""


def entries(tally: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """[{key, text, count}]: what was written, of either type."""
    return list(tally["words"] if "words" in tally else tally["texts"])


def readable(question: Any, tally: Mapping[str, Any], verdicts: Verdicts) -> dict[str, str]:
    """{key: the key of its heap} of the texts that may be read.

    A text may be when it was approved; where the deck does not ask for approval also when enough people wrote
    it, unless it was rejected. A merged text lies on a heap, which must itself be approved or be a name that the
    presenter gave.
    """
    known = {entry["key"]: entry for entry in entries(tally)}
    alone = None if question.text.moderation == "before_display" else ALONE[question.type]
    lying = {key: _heap(key, verdicts) for key in sorted(known)}
    return {
        key: heap for key, heap in lying.items() if all(_approved(step, known, verdicts, alone) for step in {key, heap})
    }


def heaps(question: Any, tally: Mapping[str, Any], verdicts: Verdicts) -> dict[str, int]:
    """{text: people} of what may be read; a heap never counts more than all people together."""
    known = {entry["key"]: entry for entry in entries(tally)}
    shown: dict[str, int] = {}
    for key, heap in readable(question, tally, verdicts).items():
        text = known[heap]["text"] if heap in known else heap
        shown[text] = min(tally["n"], shown.get(text, 0) + known[key]["count"])
    return shown


def _heap(key: str, verdicts: Verdicts) -> str:
    """Where a text ends up after one or several merges; one that goes round in a circle stays where it is."""
    seen = [key]
    while (verdict := verdicts.get(seen[-1])) and verdict.into:
        if verdict.into in seen:
            return key
        seen.append(verdict.into)
    return seen[-1]


def _approved(key: str, known: Mapping[str, Any], verdicts: Verdicts, alone: int | None) -> bool:
    verdict = verdicts.get(key)
    if verdict is not None:
        return verdict.state == "approved"
    if key not in known:
        return True
    return alone is not None and known[key]["count"] >= alone
