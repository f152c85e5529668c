"""The domains of the forty people beside each other, and what they share. Nothing of pollapp is imported here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from tests.plays import outside_apart as apart
from tests.plays import outside_groups as beside
from tests.plays import outside_measures as measures
from tests.plays.outside_people import DOMAINS, PEOPLE, Person
from tests.plays.outside_room import NOBODY, has_substance, said
from tests.plays.outside_types import (
    CORNERS,
    SMALLEST,
    Beside,
    Percents,
    Question,
    Said,
    Told,
    corner_of,
    ids_of,
    row_of,
)

SENSITIVE = ("q3", "q4")
SMALLEST_SENSITIVE = 10


def domains(people: Sequence[Person], smallest: int) -> list[tuple[list[str], list[Person]]]:
    """The groups that stand side by side, with who is in them."""
    members = {id_: [one for one in people if (one.domain or NOBODY) == id_] for id_ in (*DOMAINS, NOBODY)}
    names = measures.merged({id_: len(some) for id_, some in members.items()}, smallest)
    return [(ids, [one for id_ in ids for one in members[id_]]) for ids in names]


def groups(question: Question) -> Told:
    """The domains side by side: everybody who said something, in one group each; of a pair both times."""
    high, twofold = question["id"] in SENSITIVE, question.get("pair") == "before_after"
    sides = {"before": f"{question['id']}.before", "result": f"{question['id']}.after"}
    sides = sides if twofold else {"result": question["id"]}
    people = [one for one in PEOPLE if all(has_substance(one.answers[asked]) for asked in sides.values())]
    found = domains(people, SMALLEST_SENSITIVE if high else SMALLEST)
    told_of: list[Told] = [{"ids": ids, "n": len(some)} for ids, some in found]
    gaps: Told = {}
    for name, asked in sides.items():
        values = [said(some, asked) for _, some in found]
        told, gap, more = BESIDE[question["type"]](question, values, high)
        for group, each in zip(told_of, told, strict=True):
            group[name] = {"n": group["n"]} | each
        gaps["gap_before" if name == "before" else "gap"] = gap
    about = {"type": question["type"], "state": "shown", "view": "groups", "n": len(people), "by": "domain"}
    return about | {"exact": False, "groups": told_of} | gaps | more


Parts = tuple[list[Told], Any, Told]
"""What is told of each group, how far they are apart, and what else is told."""


def _by_option(question: Question, values: list[Said], high: bool) -> Parts:
    names = ids_of(question)
    rows = [{id_: sum(_first(value) == id_ for value in some) for id_ in names} for some in values]
    return _options(rows, high)


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def _by_corner(question: Question, values: list[Said], high: bool) -> Parts:
    corners = [[corner_of(question["axes"]["steps"], *value) for value in some] for some in values]
    told, gap, more = _options([{name: some.count(name) for name in CORNERS} for some in corners], high)
    return told, gap | {"medians": None}, more


def _options(rows: list[dict[str, int]], high: bool) -> Parts:
    _some_small(rows)
    together = {id_: sum(row[id_] for row in rows) for id_ in rows[0]}
    told = beside.Sheet(rows, beside.seen_in_tens(together) if high else None).told(in_people=not high)
    sizes = [sum(row.values()) for row in rows]
    spans = {id_: [beside.span_told(one, id_, size) for one, size in zip(told, sizes, strict=True)] for id_ in rows[0]}
    known = {id_: apart.middles_of(some) for id_, some in spans.items() if None not in some}
    wide = {id_: max(middles) - min(middles) for id_, middles in known.items()}
    return told, {"most": apart.most_apart(spans, wide)}, {}


def _some_small(rows: list[dict[str, int]]) -> None:
    assert any(many <= beside.FEW for row in rows for many in row.values()), "then every number is told as it is"


def _by_side(question: Question, values: list[Said], _: bool) -> Parts:
    points = question["scale"]["points"]
    rows = [dict(zip(("low", "mid", "high"), measures.sides(some, points), strict=True)) for some in values]
    _some_small(rows)
    told = beside.Sheet(rows).told(in_people=True)
    parts: dict[str, list[str]] = {"low": [], "mid": [], "high": []}
    for place in range(1, points + 1):
        parts[measures.side(place, points)].append(str(place))
    room = {str(place): sum(some.count(place) for some in values) for place in range(1, points + 1)}
    rooms = apart.spread(told, [len(some) for some in values], parts, room)
    return told, apart.apart_on_scale(rooms, points), {}


def _by_mark(question: Question, values: list[Said], _: bool) -> Parts:
    span = question["number"]
    marks = list(range(span["min"], span["max"] + 1))
    everyone = sorted(value for some in values for value in some)
    ends = {everyone[-(-quarter * len(everyone) // 4) - 1] for quarter in (1, 2, 3)}
    parts: dict[str, list[str]] = {}
    first = marks[0]
    for mark in marks:
        first = mark if mark - 1 in ends else first
        parts.setdefault(str(first), []).append(str(mark))
    rows = [{part: sum(str(value) in held for value in some) for part, held in parts.items()} for some in values]
    _some_small(rows)
    told = beside.Sheet(rows).told(in_people=True)
    room = {str(mark): everyone.count(mark) for mark in marks}
    rooms = apart.spread(told, [len(some) for some in values], parts, room)
    bins = [{"from": int(held[0]), "to": int(held[-1])} for held in parts.values()]
    return told, apart.median_marks(rooms, len(values), marks[0]), {"bins": bins}


def _by_sentence(question: Question, values: list[Said], _: bool) -> Parts:
    told: list[Told] = [{"shares": {}, "few": {}, "between": {}} for _ in values]
    few, spans, wide = [], {}, {}
    for id_ in ids_of(question):
        parts = _of_sentence(id_, values)
        if not _judged_by_enough(parts):
            few.append(id_)
            continue
        for one, part in zip(told, parts, strict=True):
            for name in one:
                one[name][id_] = part[name]
        about = [_about(part, len(some)) for part, some in zip(parts, values, strict=True)]
        sizes = [sum(row.values()) for row in about]
        spans[id_] = [beside.span_told(part, "agree", size) for part, size in zip(parts, sizes, strict=True)]
        smooth = [Fraction(row["agree"] + 1, size + 2) for row, size in zip(about, sizes, strict=True)]
        wide[id_] = max(smooth) - min(smooth)
    return told, {"most": apart.most_apart(spans, wide)}, {"too_few": few}


def _of_sentence(id_: str, values: list[Said]) -> list[Told]:
    """What is told of each group about a sentence."""
    rows = [row_of(some, id_) for some in values]
    _some_small(rows)
    absent = [{beside.ABSENT: len(some) - sum(row.values())} for row, some in zip(rows, values, strict=True)]
    return beside.Sheet([row | none for row, none in zip(rows, absent, strict=True)]).told(in_people=True)


def _judged_by_enough(parts: list[Told]) -> bool:
    """Whether, by what is told, enough people of each group agreed or disagreed."""
    judged = [[beside.people_told(part, word, 0) for word in ("agree", "disagree")] for part in parts]
    return all(None in both or sum(many or 0 for many in both) >= SMALLEST for both in judged)


def _about(part: Told, people: int) -> dict[str, int]:
    """About how many people said what of a sentence; who is not told of is taken to pass."""
    agree, disagree = (round(beside.people_told(part, word, people) or 0) for word in ("agree", "disagree"))
    passed = beside.people_told(part, "pass", people)
    rest = max(0, people - agree - disagree) if passed is None else round(passed)
    return {"agree": agree, "disagree": disagree, "pass": rest}


BESIDE: dict[str, Callable[[Question, list[Said], bool], Parts]] = {
    "single": _by_option,
    "ranking": _by_option,
    "position2d": _by_corner,
    "scale": _by_side,
    "number": _by_mark,
    "statements": _by_sentence,
}


def together(question: Question) -> Told:
    """What the room shares and what divides it, looked at in the domains by what is told of them."""
    people = [one for one in PEOPLE if has_substance(one.answers[question["id"]])]
    rows = {id_: row_of([one.answers[question["id"]] for one in people], id_) for id_ in ids_of(question)}
    values = [said(some, question["id"]) for _, some in domains(people, SMALLEST)]
    assert len(values) > 1
    parts = {id_: _of_sentence(id_, values) for id_ in rows}
    told = [id_ for id_ in rows if _judged_by_enough(parts[id_])]
    sizes = [len(some) for some in values]
    inside = {id_: [rows[id_]] * len(values) for id_ in rows}
    inside |= {id_: [_about(*each) for each in zip(parts[id_], sizes, strict=True)] for id_ in told}
    agree = {id_: [(row["agree"], sum(row.values())) for row in inside[id_]] for id_ in rows}
    disagree = {id_: [(row["disagree"], sum(row.values())) for row in inside[id_]] for id_ in rows}
    lowest, least = (dict.fromkeys(rows) | _least(parts, told, sizes, word) for word in ("agree", "disagree"))
    shared = [id_ for id_, row in rows.items() if _most_say(row, "agree", lowest[id_])]
    rejected = [id_ for id_, row in rows.items() if _most_say(row, "disagree", least[id_])]
    smooth = {id_: [Fraction(many + 1, seen + 2) for many, seen in agree[id_]] for id_ in rows}
    all_ = {id_: {word: sum(row[word] for row in inside[id_]) for word in inside[id_][0]} for id_ in rows}
    split = {id_: measures.controversy(row["agree"], row["disagree"], sum(row.values())) for id_, row in all_.items()}
    apart = {id_: (max(smooth[id_]) - min(smooth[id_]), split[id_]) for id_ in rows}
    return {
        "type": "statements",
        "state": "shown",
        "view": "together",
        "n": len(people),
        "in_tens": False,
        "groups": len(values),
        "items": {id_: Beside(Percents(rows[id_]), {"lowest": lowest[id_]}) for id_ in rows},
        "common": sorted(shared, key=lambda id_: measures.consensus(agree[id_]), reverse=True),
        "rejected": sorted(rejected, key=lambda id_: measures.consensus(disagree[id_]), reverse=True),
        "divisive": sorted(set(rows) - {*shared, *rejected}, key=lambda id_: apart[id_], reverse=True),
    }


def _least(parts: dict[str, list[Told]], told: list[str], sizes: list[int], word: str) -> dict[str, int | None]:
    """The whole percent that says this of each sentence in every group, of those where that is told."""
    sure = {id_: [_surely(*each, word) for each in zip(parts[id_], sizes, strict=True)] for id_ in told}
    return {id_: int(100 * min(some)) for id_, some in sure.items() if None not in some}


def _most_say(row: dict[str, int], word: str, lowest: int | None) -> bool:
    return 2 * row[word] > sum(row.values()) if lowest is None else lowest > 50


def _surely(part: Told, size: int, word: str) -> Any:
    """The part of a group that agrees or disagrees for certain, by what is told of it; None where that is nothing."""
    between = part["between"]
    if word not in between:
        return None
    rest = {"agree", "disagree", "pass"} - {word}
    others = sum(between[each][1] if each in between else size for each in rest)
    surely = between[word][0]
    return Fraction(surely, min(size, surely + others)) if surely else Fraction(0)
