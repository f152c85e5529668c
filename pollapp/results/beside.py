"""Groups beside each other: what is told of each, so that none tells on another, and where they differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pollapp.results import number
from pollapp.results.gaps import gap_of
from pollapp.results.release import shape_of, smallest_segment
from pollapp.results.sheet import Sheet, Told, weight

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
    people = {side: [_people(tally, high) for tally in tallies] for side, tallies in sides.items()}
    sheets, exact = _sheets(question, sides, high)
    told = {side: [(sheet, _told(sheet, exact, high)) for sheet in made] for side, made in sheets.items()}
    left_out = {
        sheet.item for side in told for sheet, parts in told[side] if _few(question, sheet, parts, people[side])
    }
    kept = {side: [each for each in told[side] if each[0].item not in left_out] for side in told}
    found: list[dict[str, Any]] = [{"ids": group["ids"]} for group in groups]
    gaps, tells = {}, False
    for side, tallies in sides.items() if all(kept.values()) else ():
        results = [{"n": n} | _joined(kept[side], place) for place, n in enumerate(people[side])]
        tells = tells or any(map(_tells, results))
        of = [sheet for sheet, _ in kept[side]]
        gaps["gap_before" if side == "before" else "gap"] = gap_of(question, results, of, tallies)
        for group, result in zip(found, results, strict=True):
            group |= {"n": result["n"], NAMES[side]: result}
    return {"exact": exact, **_about(question, sheets, left_out), "groups": found, **gaps} if tells else None


def _tells(told: Told) -> bool:
    """Whether more is told of a group than where it has hardly anybody: of an answer, or of one to some sentence."""
    return any(part != {} for part in told["shares"].values())


def _people(tally: Mapping[str, Any], high: bool) -> int:
    """Of a sensitive question everybody: the difference would be those without an opinion."""
    return int(tally.get("answered", tally["n"]) if high else tally["n"])


def _sheets(question: Question, sides: Mapping[str, Tallies], high: bool) -> tuple[dict[str, list[Sheet]], bool]:
    """The sheets of each side, and whether they may be told exactly."""
    make, like = shape_of(question.type).sheets, next(iter(sides.values()))
    for fine in (False,) if high else (True, False):
        made = {side: make(question, tallies, high=high, fine=fine, like=like) for side, tallies in sides.items()}
        exact = not high and all(sheet.roomy for sheets in made.values() for sheet in sheets)
        if exact:
            break
    return made, exact


def _told(sheet: Sheet, exact: bool, high: bool) -> list[Told]:
    return sheet.exactly() if exact else sheet.roughly(in_people=not high)


def _few(question: Question, sheet: Sheet, parts: Sequence[Told], people: Sequence[int]) -> bool:
    """Whether too few people of some group judged a sentence, or came past a sensitive one, by what may be told of it.

    By the answers themselves, leaving it out or not would tell more of them than the bands do.
    """
    if not sheet.item:
        return False
    sides = sheet.answers if question.settings.sensitivity == "high" else ("agree", "disagree")
    judged = [[weight(part, side, n) for side in sides] for part, n in zip(parts, people, strict=True)]
    return any(None not in each and sum(filter(None, each)) < smallest_segment(question) for each in judged)


def _joined(parts: Sequence[tuple[Sheet, Sequence[Told]]], place: int) -> Told:
    """What all sheets tell of one group; what is about a sentence lies under its id."""
    found: Told = {}
    for sheet, told in parts:
        for field, value in told[place].items():
            if sheet.item:
                found.setdefault(field, {})[sheet.item] = value
            elif isinstance(value, list):
                found[field] = found.get(field, []) + value
            else:
                found[field] = found.get(field, {}) | value
    return found


def _about(question: Question, sheets: Mapping[str, Sequence[Sheet]], left_out: Collection[str]) -> dict[str, Any]:
    """{too_few: [sentences that too few people of some group judged]}, or {bins: [{from, to}]}; {} for other types."""
    there = [sheet for side in sheets.values() for sheet in side]
    if question.type == "number":
        return {"bins": number.spans(question, there[0].answers)}
    items = [item.id for item in getattr(question, "items", ())]
    told = {sheet.item for sheet in there} - set(left_out)
    return {"too_few": [item for item in items if item not in told]} if items else {}
