"""Tallies can be added: the tally of a room is the sum of those of its people. So it can be kept up to date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pollapp.questions.base import Question

Tally = Mapping[str, Any]


def changed(question: Question, tally: Tally, changes: Mapping[str, tuple[Any, int]]) -> dict[str, Any]:
    """The tally after some answers came and others went: {any name: (value, how many people more or fewer)}.

    It equals `question.tally` of all answers, the order of its keys included.
    """
    total = _copied(tally)
    for value, people in changes.values():
        if people:
            _add(total, question.tally([value]), people)
    return _in_order(total, question.tally([]))


def _copied(tally: Tally) -> dict[str, Any]:
    return {key: _copied(value) if isinstance(value, Mapping) else value for key, value in tally.items()}


def _add(total: dict[str, Any], tally: Tally, times: int) -> None:
    for key, value in tally.items():
        if isinstance(value, Mapping):
            _add(total.setdefault(key, {}), value, times)
        else:
            total[key] = total.get(key, 0) + value * times


def _in_order(total: Tally, empty: Tally) -> dict[str, Any]:
    """What stands in every tally of this question first, then what somebody said, without what nobody says any more."""
    said = sorted((key for key, value in total.items() if key not in empty and value), key=_place)
    return {key: _ordered(total[key], empty.get(key)) for key in (*(key for key in empty if key in total), *said)}


def _ordered(value: Any, empty: Any) -> Any:
    return _in_order(value, empty or {}) if isinstance(value, Mapping) else value


def _place(key: str) -> tuple[int, list[float], str]:
    """Numbers, and places of two numbers, by their size; everything else by its letters."""
    try:
        return 0, [float(part) for part in key.split(",")], key
    except ValueError:
        return 1, [], key
