"""Groups beside each other: what is told of each, so that none tells on another, and where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pollapp.results import number
from pollapp.results.gaps import gap_of
from pollapp.results.release import shape_of
from pollapp.results.sheet import Sheet, Told

if TYPE_CHECKING:
    from pollapp.questions.base import Question

Tallies = Sequence[Mapping[str, Any]]

NAMES = {"before": "before", "after": "result", "tally": "result"}
"""What a group's tally of each side becomes."""


def groups_beside(question: Question, groups: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """{exact, groups: [{ids, n, result}], gap} of [{ids, tally}].

    Of [{ids, before, after}] a group has `before` as well, and there is a `gap_before`. All groups, before and after,
    are told in the same way: as finely as every cell of all of them allows. None where nothing can be told of any.
    """
    high = question.settings.sensitivity == "high"
    sides = {side: [group[side] for group in groups] for side in NAMES if side in groups[0]}
    sheets, exact = _sheets(question, sides, high)
    if not all(sheets.values()):
        return None
    found: list[dict[str, Any]] = [{"ids": group["ids"]} for group in groups]
    gaps, tells = {}, False
    for side, tallies in sides.items():
        told = [
            {"n": _people(tally, high), **one}
            for tally, one in zip(tallies, _told(sheets[side], exact, high), strict=True)
        ]
        tells = tells or any(map(_tells, told))
        gaps["gap_before" if side == "before" else "gap"] = gap_of(question, told, sheets[side], tallies)
        for group, result in zip(found, told, strict=True):
            group |= {"n": result["n"], NAMES[side]: result}
    return {"exact": exact, **_about(question, sheets), "groups": found, **gaps} if tells else None


def _tells(told: Told) -> bool:
    """Whether something is told of a group: of an answer, or of one to some sentence."""
    return any(part not in ({}, []) for field in ("shares", "few") for part in _parts(told.get(field, [])))


def _parts(value: Any) -> Sequence[Any]:
    return list(value.values()) if isinstance(value, dict) else list(value)


def _people(tally: Mapping[str, Any], high: bool) -> int:
    """Of a sensitive question everybody: the difference would be those without an opinion."""
    return int(tally.get("answered", tally["n"]) if high else tally["n"])


def _sheets(question: Question, sides: Mapping[str, Tallies], high: bool) -> tuple[dict[str, list[Sheet]], bool]:
    """The sheets of each side, about the same sentences, and whether they may be told exactly."""
    make, like = shape_of(question.type).sheets, next(iter(sides.values()))
    for fine in (False,) if high else (True, False):
        made = {side: make(question, tallies, high=high, fine=fine, like=like) for side, tallies in sides.items()}
        exact = not high and all(sheet.roomy for sheets in made.values() for sheet in sheets)
        if exact:
            break
    items = set.intersection(*({sheet.item for sheet in sheets} for sheets in made.values()))
    return {side: [sheet for sheet in sheets if sheet.item in items] for side, sheets in made.items()}, exact


def _told(sheets: Sequence[Sheet], exact: bool, high: bool) -> list[Told]:
    """What is told of each group in all sheets together; what is about a sentence lies under its id."""
    told = [(sheet.item, sheet.exactly() if exact else sheet.roughly(in_people=not high)) for sheet in sheets]
    return [_joined([(item, groups[place]) for item, groups in told]) for place in range(len(sheets[0].rows))]


def _joined(parts: Sequence[tuple[str, Told]]) -> Told:
    found: Told = {}
    for item, told in parts:
        for field, value in told.items():
            if item:
                found.setdefault(field, {})[item] = value
            elif isinstance(value, list):
                found[field] = found.get(field, []) + value
            else:
                found[field] = found.get(field, {}) | value
    return found


def _about(question: Question, sheets: Mapping[str, Sequence[Sheet]]) -> dict[str, Any]:
    """{too_few: [sentences that too few people of some group judged]}, or {bins: [{from, to}]}; {} for other types."""
    there = [sheet for side in sheets.values() for sheet in side]
    if question.type == "number":
        return {"bins": number.spans(question, there[0].answers)}
    items = [item.id for item in getattr(question, "items", ())]
    left_out = set(items) - {sheet.item for sheet in there}
    return {"too_few": [item for item in items if item in left_out]} if items else {}
