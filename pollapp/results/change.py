"""What moved between before and after, for the people who answered both times: as much of it as may be told.

How many people stayed and moved is told only where each such group is nobody or may stand by itself, and so is how
many went from one answer to another. What follows from the two pictures is told always.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pollapp.measures.numbers import exact
from pollapp.measures.panel import ENOUGH
from pollapp.measures.shares import signed_percent
from pollapp.measures.shift import FOLDED, kept, shift
from pollapp.measures.statements import fold, share
from pollapp.results.picture import AGREE, agreeing
from pollapp.results.release import Result, smallest_segment

if TYPE_CHECKING:
    from pollapp.questions.base import Question

Pair = Mapping[str, Any]
"""{before, after, moves}: two tallies of the same people, and [[before, after, people], ...] where one can move."""

Sides = tuple[Result, Result]
"""What is shown of either tally."""

Change = dict[str, Any]


def change(question: Question, pair: Pair, sides: Sides) -> Change | None:
    """What moved; None for a type that cannot tell.

    | type       | gives                                                                                            |
    |------------|--------------------------------------------------------------------------------------------------|
    | scale      | {stayed, up, down, inward, outward: people, net, gross: percent, step: mean, distance,            |
    |            | agreement: [before, after], flows: {"low_mid": people, ...}}                                     |
    | number     | {stayed, up, down: people, net: percent, step: mean in its own unit}                             |
    | single     | {stayed, changed: people, flows: {before: {after: people}}}                                      |
    | points     | {shift: {id: points on average, one decimal}}                                                    |
    | statements | {shift: {id: percentage points that agree}} of the sentences that enough people judged twice     |

    `inward` and `outward` came nearer to the middle answer and went away from it; they are told where `flows` are not.
    People, and what only they tell, are None where a group would be too small. `distance` and `agreement` are None
    under ten people, and `step` of a number where its bins do not tell it. Sensitive: {shift: {id: tens of percent}},
    by side of a scale, option or sentence, of those whose tens are shown both times.
    """
    if question.settings.sensitivity == "high":
        return _in_tens(question, sides)
    tell = TOLD.get(question.type)
    return tell(question, pair, sides) if tell else None


def _scale(question: Any, pair: Pair, _: Sides) -> Change | None:
    found = shift(_moves(pair), question.scale.points)
    if found is None:
        return None
    flows = found.flows if _large_enough(question, found.flows.values()) else None
    within = _within_sides(found.flows, found.up, found.down) if flows else ()
    told = _large_enough(question, (found.stayed, found.up, found.down, *within))
    both = sum(found.flows.values()) >= ENOUGH
    inward, outward = _by_the_middle(_moves(pair), question.scale.points)
    level = found.up + found.down - inward - outward
    by_the_middle = told and not flows and _large_enough(question, (inward, outward, level))
    return {
        **_people(found.stayed, found.up, found.down, told=told),
        "inward": inward if by_the_middle else None,
        "outward": outward if by_the_middle else None,
        "gross": signed_percent(found.gross) if told else None,
        "step": _rounded(found.step),
        "distance": _two(found.distance) if both else None,
        "agreement": _two(found.agreement) if both else None,
        "flows": flows,
    }


def _within_sides(flows: Mapping[str, int], up: int, down: int) -> tuple[int, int]:
    """Who moved up or down without coming to another side: what is left where the flows are told beside them."""
    ways = [(before, after) for before in range(len(FOLDED)) for after in range(len(FOLDED))]

    def people(way: int) -> int:
        return sum(flows[f"{FOLDED[b]}_{FOLDED[a]}"] for b, a in ways if (a - b) * way > 0)

    return up - people(1), down - people(-1)


def _by_the_middle(moves: Mapping[tuple[int, int], int], points: int) -> tuple[int, int]:
    """How many people came nearer to the middle answer, and how many went away from it."""
    away = [(abs(2 * after - points - 1) - abs(2 * before - points - 1), n) for (before, after), n in moves.items()]
    return sum(n for way, n in away if way < 0), sum(n for way, n in away if way > 0)


def _number(question: Any, pair: Pair, sides: Sides) -> Change | None:
    moves = {(exact(before), exact(after)): people for (before, after), people in _moves(pair).items()}
    if not moves:
        return None
    up, down = (sum(count for (b, a), count in moves.items() if (a - b) * way > 0) for way in (1, -1))
    people = sum(moves.values())
    told = _large_enough(question, (people - up - down, up, down))
    alone = all(span["from"] == span["to"] for span in sides[0]["bins"])
    mean = Fraction(sum((a - b) * count for (b, a), count in moves.items()), people)
    return {**_people(people - up - down, up, down, told=told), "step": _rounded(mean) if alone else None}


def _single(question: Any, pair: Pair, _: Sides) -> Change | None:
    moves = _moves(pair)
    if not moves:
        return None
    stayed, changed = kept(moves)
    told = _large_enough(question, (stayed, changed))
    ids = [option.id for option in question.options]
    flows = {before: {after: moves.get((before, after), 0) for after in ids} for before in ids}
    return {
        "stayed": stayed if told else None,
        "changed": changed if told else None,
        "flows": flows if _large_enough(question, moves.values()) else None,
    }


def _points(question: Any, pair: Pair, _: Sides) -> Change:
    before, after = (pair[side]["sums"] for side in ("before", "after"))
    people = pair["after"]["n"]
    ids = [option.id for option in question.options]
    return {"shift": {id: _rounded(Fraction(after.get(id, 0) - before.get(id, 0), people), 1) for id in ids}}


def _statements(_: Any, __: Pair, sides: Sides) -> Change:
    before, after = ({item: _agreed(row) for item, row in side["counts"].items()} for side in sides)
    return {"shift": {item: signed_percent(after[item] - first) for item, first in before.items() if item in after}}


def _agreed(row: Mapping[str, int]) -> Fraction:
    return share(row if "agree" in row else fold(row)) or Fraction(0)


TOLD = {"scale": _scale, "number": _number, "single": _single, "points": _points, "statements": _statements}


def _in_tens(question: Question, sides: Sides) -> Change | None:
    """From what is shown and from nothing else."""
    if question.type not in TOLD or question.type == "number":
        return None
    before, after = (_tens(question, side) for side in sides)
    return {"shift": {key: after[key] - before[key] for key in before if key in after}}


def _tens(question: Any, side: Result) -> Mapping[str, int]:
    """{side, option or sentence: tens}, of a sentence those who agree."""
    if question.type == "statements":
        answers = [each for each in AGREE if (each == "agree") == (question.answers == "agree_disagree_pass")]
        rows = {item: row for item, row in side["shares"].items() if all(each in row for each in answers)}
        return {item: int(agreeing(row)) for item, row in rows.items()}
    if question.type == "scale":
        return {name: side[name] for name in FOLDED if side[name] is not None}
    shares: Mapping[str, int] = side["shares"]
    return shares


def _moves(pair: Pair) -> dict[tuple[Any, Any], int]:
    return {(before, after): people for before, after, people in pair.get("moves", ())}


def _large_enough(question: Question, groups: Iterable[int]) -> bool:
    """Whether each group is nobody, or as many people as may stand by themselves."""
    return all(size == 0 or size >= smallest_segment(question) for size in groups)


def _people(stayed: int, up: int, down: int, *, told: bool) -> Change:
    if not told:
        return dict.fromkeys(("stayed", "up", "down", "net"))
    net = Fraction(up - down, stayed + up + down)
    return {"stayed": stayed, "up": up, "down": down, "net": signed_percent(net)}


def _two(values: Iterable[Fraction | None]) -> list[float | None]:
    return [value if value is None else _rounded(value) for value in values]


def _rounded(value: Fraction, digits: int = 2) -> float:
    """Never -0.0."""
    return float(round(value, digits)) + 0.0
