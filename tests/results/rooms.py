"""Rooms of people who answered a question of some type and sensitivity, and what was decided about their texts."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from pollapp.questions import Question, parse
from pollapp.results import Moment, Verdict, release
from tests.questions.strategies import FIELDS, answers

calm = settings(deadline=None, max_examples=30)

KINDS = sorted(FIELDS)
LOCKED = Moment(locked=True, revealed=True, pair_done=True)
OPEN = Moment(open=True)
OPEN_REVEALED = Moment(open=True, revealed=True)
HIDDEN = [
    Moment(),
    Moment(revealed=True, pair_done=True),
    Moment(locked=True, revealed=True, pair_done=True, hidden=True),
]

OPTIONS = [{"id": "a", "text": "Ant"}, {"id": "b", "text": "Bee"}, {"id": "c", "text": "Cat"}]
PLANE = {"horizontal": {"low": "West", "high": "East"}, "vertical": {"low": "South", "high": "North"}, "steps": 7}
BARE: dict[str, dict[str, Any]] = {
    "single": {"options": OPTIONS},
    "multiple": {"options": OPTIONS, "choose": {"min": 1, "max": 3}},
    "scale": {"scale": {"points": 5, "low": "No", "mid": "Both", "high": "Yes", "no_opinion": True}},
    "statements": {"items": OPTIONS, "answers": "agree_disagree_pass"},
    "ranking": {"options": OPTIONS, "ranking": {"top": 3, "method": "borda", "also_show": ["first_choices"]}},
    "points": {"options": OPTIONS, "points": {"total": 100, "step": 5}},
    "number": {"number": {"min": 1, "max": 10, "step": 1}},
    "position2d": {"axes": PLANE},
    "open": {"text": {"max_chars": 80, "entries": 2, "moderation": "before_display"}},
    "wordcloud": {"text": {"max_chars": 30, "entries": 2, "moderation": "before_display"}},
}


def ask(kind: str, sensitivity: str = "medium", reveal: str = "on_close", **fields: Any) -> Question:
    """A question of three options called Ant, Bee and Cat, or what its type has instead."""
    chosen = {"sensitivity": sensitivity, "reveal": reveal, "min_group": 3 if sensitivity == "low" else 5}
    return parse({"id": "q", "type": kind, "title": "A question?", "settings": chosen, **BARE[kind], **fields})


def people(**counts: int) -> list[str]:
    """Ids, each as often as it was chosen."""
    return [key for key, count in counts.items() for _ in range(count)]


def approve(tally: dict[str, Any]) -> dict[str, Verdict]:
    """Everything that was written is let through."""
    return {each["key"]: Verdict("approved") for each in tally.get("words", tally.get("texts", []))}


@st.composite
def rooms(
    draw: st.DrawFn, kind: str | None = None, sensitivity: str | None = None, reveal: str = "on_close", most: int = 45
) -> tuple[Question, list[Any]]:
    """A question and the checked answers of its room."""
    kind = kind or draw(st.sampled_from(KINDS))
    sensitivity = sensitivity or draw(st.sampled_from(["low", "medium", "high"]))
    question = ask(kind, sensitivity, reveal, **draw(FIELDS[kind]))
    size = draw(st.integers(0, most))
    pool = draw(st.lists(answers(question), min_size=1, max_size=8))
    return question, [question.check(draw(st.sampled_from(pool))) for _ in range(size)]


moments = st.builds(
    Moment,
    open=st.booleans(),
    locked=st.booleans(),
    revealed=st.booleans(),
    hidden=st.booleans(),
    pair_done=st.booleans(),
)


def shown(kind: str, values: list[Any], sensitivity: str = "medium", **fields: Any) -> dict[str, Any]:
    """What may be seen once locked, without the fields that every result has."""
    question = ask(kind, sensitivity, **fields)
    result: dict[str, Any] = release(question, question.tally([question.check(value) for value in values]), LOCKED)
    assert result.pop("type") == kind
    assert result.pop("state") == "shown"
    return result


def rank(method: str, *also_show: str) -> dict[str, Any]:
    return {"top": 3, "method": method, "also_show": list(also_show)}
