"""Words and sentences of people: what was approved, on the heaps where the presenter laid it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pollapp.measures.words import alike

TEXTS = ("open", "wordcloud")
"""Types whose tally is a list of texts."""

ALONE = {"open": 1, "wordcloud": 2}
"""How many people must have written a text before it shows by itself, where the deck does not ask for approval."""

WAITING = "waiting"
"""The state of a text that was split off from those that say the same: it is read like a new one."""


@dataclass(frozen=True)
class Verdict:
    """What the presenter decided about a word or text: "approved" or "rejected", and the heap it lies on.

    `into` is the key of another text, or a name the presenter gave to a heap; its own key means that it was split
    off from texts that say the same, and may still be "waiting".
    """

    state: str
    into: str | None = None


Verdicts = Mapping[str, Verdict]
APPROVED = Verdict("approved")


def entries(tally: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """[{key, text, count}]: what was written, of either type."""
    return list(tally["words"] if "words" in tally else tally["texts"])


def readable(question: Any, tally: Mapping[str, Any], verdicts: Verdicts) -> dict[str, str]:
    """{key: the key of its heap} of the texts that may be read, each as the text of its heap.

    A heap may be when it was approved or is a name that the presenter gave; where the deck does not ask for
    approval also when enough people wrote what lies on it, unless it was rejected. A text that was itself rejected
    lies on none, and one that was laid on a heap by hand has to be approved too.
    """
    known = {entry["key"]: entry for entry in entries(tally)}
    alikes = similar(question, tally, verdicts)
    ways = {key: way(key, verdicts, alikes) for key in sorted(known)}
    alone = None if question.text.moderation == "before_display" else ALONE[question.type]
    people = Counter(heap for said in tally["people"] for heap in {ways[key][-1] for key in said})
    return {
        key: steps[-1]
        for key, steps in ways.items()
        if all(verdicts[step].state == "approved" for step in steps[:-1] if step in verdicts)
        and _approved(steps[-1], known, verdicts, alone is not None and people[steps[-1]] >= alone)
    }


def heaps(question: Any, tally: Mapping[str, Any], verdicts: Verdicts) -> dict[str, int]:
    """{text: people} of what may be read: whoever wrote several texts of a heap counts there once."""
    texts = {entry["key"]: entry["text"] for entry in entries(tally)}
    shown = {key: texts.get(heap, heap) for key, heap in readable(question, tally, verdicts).items()}
    return Counter(text for said in tally["people"] for text in {shown[key] for key in said if key in shown})


def similar(question: Any, tally: Mapping[str, Any], verdicts: Verdicts) -> dict[str, str]:
    """{key: the key of a text that says the same}, where the deck puts such texts together.

    They go with the one that was approved, else with the one that most people wrote. What the presenter decided
    comes first: a text that was rejected, or laid on a heap or split off by hand, goes with none by itself.
    """
    found: dict[str, str] = {}
    counts = {entry["key"]: entry["count"] for entry in entries(tally)} if question.text.group_similar else {}
    for group in alike(counts):
        together = [key for key in group if key not in verdicts or verdicts[key].into != key]
        first = min(together, key=lambda key: (verdicts.get(key) != APPROVED, -counts[key], key), default="")
        found |= {key: first for key in together if key != first and verdicts.get(key, APPROVED) == APPROVED}
    return found


def way(key: str, verdicts: Verdicts, alikes: Mapping[str, str]) -> list[str]:
    """The steps from a text to the heap where it ends up, the text first; one that goes round in a circle stays."""
    steps = [key]
    while (step := _next(steps[-1], verdicts, alikes)) is not None:
        if step in steps:
            return steps[:1]
        steps.append(step)
    return steps


def _next(key: str, verdicts: Verdicts, alikes: Mapping[str, str]) -> str | None:
    verdict = verdicts.get(key)
    into = verdict.into if verdict and verdict.into != key else None
    return into or alikes.get(key)


def _approved(heap: str, known: Mapping[str, Any], verdicts: Verdicts, enough: bool) -> bool:
    if heap in verdicts and verdicts[heap].state != WAITING:
        return verdicts[heap].state == "approved"
    return heap not in known or enough
