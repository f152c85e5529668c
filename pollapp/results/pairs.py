"""Before and after, and what moved between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pollapp.results.change import Pair, change
from pollapp.results.moment import Moment
from pollapp.results.release import Result, release
from pollapp.results.texts import Verdicts

if TYPE_CHECKING:
    from pollapp.questions.base import Question

Both = tuple[Moment, Moment]


def release_pair(
    question: Question,
    pair: Pair,
    moments: Both,
    verdicts: tuple[Verdicts, Verdicts] = ({}, {}),
    whole: Mapping[str, Any] | None = None,
) -> Result:
    """Before and after: {type, state, view: "shift", n, paired, before, after, change}, change as in `change`.

    `pair` must be of the same people twice, those with an answer of substance in both rounds: else the few who
    answered once could be found by subtraction. Where these are too few, the `whole` rounds {before, after} may be
    shown instead, which are of different people: then `paired` is False, `change` None and `n` of afterwards.
    `before` and `after` are whole shown results, and `moments` and `verdicts` those of either round.
    """
    shown = _both(question, pair, moments, verdicts)
    if shown["state"] == "shown":
        return {**shown, "paired": True, "change": change(question, pair, (shown["before"], shown["after"]))}
    if shown["state"] == "too_few" and whole:
        apart = _both(question, whole, moments, verdicts)
        return {**apart, "paired": False, "change": None} if apart["state"] == "shown" else shown
    return shown


def _both(question: Question, pair: Pair, moments: Both, verdicts: tuple[Verdicts, Verdicts]) -> Result:
    before, after = (
        release(question, pair[side], moment, approved)
        for side, moment, approved in zip(("before", "after"), moments, verdicts, strict=True)
    )
    for state in ("hidden", "too_few"):
        for side in (before, after):
            if side["state"] == state:
                return {**side, "view": "shift"}
    return {
        "type": question.type, "state": "shown", "view": "shift", "n": after["n"], "before": before, "after": after,
    }  # fmt: skip
