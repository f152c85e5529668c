"""From tally to result, for one round."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pollapp.results.batches import batch_size, in_batches
from pollapp.results.moment import Moment, may_be_seen
from pollapp.results.texts import Verdicts

if TYPE_CHECKING:
    from pollapp.questions.base import Question

# What no deck can go below; a sensitive question is held to it even if its settings say less.
FLOOR = {"low": 3, "medium": 5, "high": 10}

Tally = Mapping[str, Any]
Result = dict[str, Any]


def release(question: Question, tally: Tally, moment: Moment, verdicts: Verdicts | None = None) -> Result:
    """The result of a round: {type, state, n, ...}, state "hidden", "too_few" or "shown".

    `n` counts answers with substance and is None unless shown; of a sensitive question it counts everybody who
    answered, since the difference would be those without an opinion. "too_few" has `needed`, how many there must
    be, None where they chose from so many answers that nothing can be told. What a shown result holds is the type's
    own (`docs/protocol.md`). The same tally gives the same result, in whatever order the answers came.
    """
    if nothing := withheld(question, tally["n"], moment):
        return nothing
    late = {"late": moment.late} if moment.late else {}
    shown = picture(question, tally, verdicts)
    if _tells_nothing(question, shown):
        return {"type": question.type, "state": "too_few", "n": None, "needed": None}
    return {"type": question.type, "state": "shown", **_batched(question, moment), **late, **shown}


def withheld(question: Question, people: int, moment: Moment) -> Result | None:
    """The result that shows nothing, "hidden" or "too_few", of this many people at this moment; else None."""
    settings = question.settings
    if not may_be_seen(settings.reveal, settings.sensitivity, moment) or _waits_for_closing(question, moment):
        return {"type": question.type, "state": "hidden", "n": None}
    batched = _batched(question, moment)
    if people < needed(question):
        wanted = 2 * batch_size(0, needed(question)) if batched else needed(question)
        return {"type": question.type, "state": "too_few", "n": None, "needed": wanted, **batched}
    return None


def picture(question: Question, tally: Tally, verdicts: Verdicts | None = None) -> Result:
    """What is told of a tally that may be shown: {n, ...}, the rest as its type has it."""
    high = question.settings.sensitivity == "high"
    people = tally.get("answered", tally["n"]) if high else tally["n"]
    return {"n": people, **shape_of(question.type).shown(question, tally, high=high, verdicts=verdicts or {})}


def _tells_nothing(question: Question, shown: Result) -> bool:
    """Whether the room is so small for its answers that words alone would tell how many a few are (`coarse`)."""
    shares = shown.get("quadrants") if question.type == "position2d" else shown.get("shares")
    told = [shares, shown.get("few"), shown.get("nearly_all")]
    one_row = question.type not in ("statements", "wordcloud", "open", "ranking")
    return question.settings.sensitivity == "high" and one_row and shares is not None and not any(told)


def needed(question: Question) -> int:
    """The fewest people of whom this question shows anything."""
    return max(question.settings.min_group, FLOOR[question.settings.sensitivity])


def smallest_segment(question: Question) -> int:
    """The fewest people who may stand side by side with others as a group."""
    return max(question.settings.min_segment, 5, FLOOR[question.settings.sensitivity])


def _waits_for_closing(question: Question, moment: Moment) -> bool:
    """Texts do not come in batches: one text is one person."""
    return moment.open and question.settings.reveal != "live" and not in_batches(question)


def _batched(question: Question, moment: Moment) -> Result:
    """The mark of a picture that is a batch behind."""
    return {"batched": True} if moment.open and in_batches(question) else {}


def shape_of(kind: str) -> ModuleType:
    """The module that shapes this type's result; a type without one has plain counts by option."""
    name = f"pollapp.results.{kind}"
    return import_module(name if find_spec(name) else "pollapp.results.single")
