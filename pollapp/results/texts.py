"""Words and sentences of people: what was approved, on the heaps where the presenter laid it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pollapp.results.release import Verdict

Verdicts = Mapping[str, "Verdict"]


def heaps(entries: Iterable[Mapping[str, Any]], verdicts: Verdicts, alone: int | None, people: int) -> dict[str, int]:
    """{text: people} of what may be shown.

    A text is shown when it was approved; where the deck does not ask for approval also from `alone`
    people on, unless it was rejected. A merged text counts under its heap, which must itself be approved
    or be a name that the presenter gave. A heap never counts more than all people together.
    """
    known = {entry["key"]: entry for entry in entries}
    shown: dict[str, int] = {}
    for key in sorted(known):
        heap = _heap(key, verdicts)
        if all(_approved(step, known, verdicts, alone) for step in {key, heap}):
            text = known[heap]["text"] if heap in known else heap
            shown[text] = min(people, shown.get(text, 0) + known[key]["count"])
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
