"""What moved, against a computation person by person; and what is not told of it."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.questions import Question
from pollapp.results import Moment, release, release_pair
from tests.questions.strategies import FIELDS, answers
from tests.results.rooms import KINDS, LOCKED, ask, calm

Pairs = list[tuple[Any, Any]]
Row = dict[str, Any]

GROUP = 5
"""The smallest group of a question of medium sensitivity."""

BOTH = (LOCKED, LOCKED)
EVERY = pytest.mark.parametrize("kind", KINDS)
CHANGING = pytest.mark.parametrize("kind", ["scale", "single", "number", "points", "statements"])


def counted(question: Question, people: Pairs) -> Row:
    """What is kept of people who answered (before, after), as it comes out of the database."""
    seen_to_move = single_valued(question) and question.settings.sensitivity != "high"
    moves = [[*one, count] for one, count in sorted(Counter(people).items())] if seen_to_move else []
    sides = {side: question.tally([one[at] for one in people]) for at, side in enumerate(("before", "after"))}
    found: Row = json.loads(json.dumps(sides | {"moves": moves}))
    return found


def single_valued(question: Question) -> bool:
    return question.type in ("scale", "single", "number")


def moved(question: Question, people: Pairs) -> Row:
    return release_pair(question, counted(question, people), BOTH)


def told(*groups: int) -> bool:
    return all(size == 0 or size >= GROUP for size in groups)


def percent(value: Fraction) -> int:
    """The nearest whole percent, a half away from 0."""
    whole = int(abs(value) * 100 + Fraction(1, 2))
    return whole if value > 0 else -whole


def near(value: Fraction, digits: int = 2) -> float:
    return float(round(value, digits))


@st.composite
def halls(draw: st.DrawFn, kind: str, sensitivity: str = "medium") -> tuple[Question, Pairs]:
    """A question and people who answered it twice. Some did the same, so that there are large groups and small ones."""
    question = ask(kind, sensitivity, **draw(FIELDS[kind]))
    said = answers(question).filter(lambda value: question.tally([value])["n"])
    some = draw(st.lists(st.tuples(said, said, st.integers(1, 14)), max_size=5))
    return question, [(before, after) for before, after, size in some for _ in range(size)]


@given(halls("scale"))
@calm
def test_a_scale_moves_as_its_people_do(hall: tuple[Any, Pairs]):
    question, people = hall
    if len(people) < GROUP:
        return
    change, n, points = moved(question, people)["change"], len(people), question.scale.points
    steps = [after - before for before, after in people]
    sides = {value: (value > (points + 1) / 2) - (value < (points + 1) / 2) for value in range(1, points + 1)}
    flows = Counter((sides[before], sides[after]) for before, after in people)
    within = [step for (before, after), step in zip(people, steps, strict=True) if sides[before] == sides[after]]
    stayed, up, down = steps.count(0), sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    drawn = told(*flows.values())
    known = told(stayed, up, down) and (
        not drawn or told(sum(step > 0 for step in within), sum(step < 0 for step in within))
    )
    away = [abs(2 * after - points - 1) - abs(2 * before - points - 1) for before, after in people]
    inward, outward = sum(way < 0 for way in away), sum(way > 0 for way in away)
    middle = known and not drawn and told(inward, outward, n - stayed - inward - outward)
    names = {-1: "low", 0: "mid", 1: "high"}
    assert change == {
        "inward": inward if middle else None,
        "outward": outward if middle else None,
        "stayed": stayed if known else None,
        "up": up if known else None,
        "down": down if known else None,
        "net": percent(Fraction(up - down, n)) if known else None,
        "gross": percent(Fraction(sum(map(abs, steps)), n * (points - 1))) if known else None,
        "step": near(Fraction(sum(steps), n)),
        "distance": [apart(people, at) for at in (0, 1)] if n >= 10 else None,
        "agreement": [pytest.approx(together(people, at, points), abs=0.0051) for at in (0, 1)] if n >= 10 else None,
        "flows": {f"{names[b]}_{names[a]}": flows[b, a] for b in names for a in names} if drawn else None,
    }


def apart(people: Pairs, at: int) -> float:
    distances = [abs(one[at] - other[at]) for one, other in combinations(people, 2)]
    return near(Fraction(sum(distances), len(distances)))


def together(people: Pairs, at: int, points: int) -> float:
    """Agreement as it is published: layers of people off the top, each weighed by its size."""
    counts, found = [sum(one[at] == place for one in people) for place in range(1, points + 1)], 0.0
    while any(counts):
        least = min(count for count in counts if count)
        filled = [count > 0 for count in counts]
        triples = [tuple(filled[at] for at in three) for three in combinations(range(points), 3)]
        one = triples.count((True, True, False)) + triples.count((False, True, True))
        two, size = triples.count((True, False, True)), sum(filled)
        shape = ((points - 2) * one - (points - 1) * two) / ((points - 2) * (one + two)) if one + two else size == 1
        found += least * size / len(people) * shape * (1 - (size - 1) / (points - 1))
        counts = [count - least * full for count, full in zip(counts, filled, strict=True)]
    return found


@given(halls("scale"))
@calm
def test_no_group_of_a_scale_is_left_to_subtraction(hall: tuple[Any, Pairs]):
    question, people = hall
    shown = moved(question, people)
    if shown["state"] != "shown" or shown["change"]["flows"] is None:
        return
    change, order = shown["change"], ["low", "mid", "high"]
    assert told(*change["flows"].values())
    if change["up"] is not None:
        for way, all_of_them in ((1, change["up"]), (-1, change["down"])):
            across = sum(
                count
                for flow, count in change["flows"].items()
                if (order.index(flow.split("_")[1]) - order.index(flow.split("_")[0])) * way > 0
            )
            assert told(all_of_them, across, all_of_them - across)


@given(halls("number"))
@calm
def test_a_number_moves_as_its_people_do(hall: tuple[Any, Pairs]):
    question, people = hall
    shown = moved(question, people)
    if shown["state"] != "shown":
        return
    steps = [Fraction(str(after)) - Fraction(str(before)) for before, after in people]
    groups = [steps.count(Fraction(0)), sum(step > 0 for step in steps), sum(step < 0 for step in steps)]
    single = all(span["from"] == span["to"] for span in shown["before"]["bins"])
    assert shown["change"] == {
        **dict(zip(("stayed", "up", "down"), groups if told(*groups) else [None] * 3, strict=True)),
        "net": percent(Fraction(groups[1] - groups[2], len(people))) if told(*groups) else None,
        "step": near(sum(steps, Fraction(0)) / len(people)) if single else None,
    }


@given(halls("single"))
@calm
def test_one_answer_changes_as_its_people_do(hall: tuple[Any, Pairs]):
    question, people = hall
    shown = moved(question, people)
    if shown["state"] != "shown":
        return
    stayed = sum(before == after for before, after in people)
    kept = [stayed, len(people) - stayed] if told(stayed, len(people) - stayed) else [None, None]
    drawn = told(*Counter(people).values())
    assert [shown["change"]["stayed"], shown["change"]["changed"]] == kept
    assert (shown["change"]["flows"] is not None) == drawn
    if drawn:
        for before in question.ids:
            assert shown["change"]["flows"][before] == {after: people.count((before, after)) for after in question.ids}


@given(halls("points"))
@calm
def test_points_shift_by_their_mean(hall: tuple[Any, Pairs]):
    question, people = hall
    shown = moved(question, people)
    if shown["state"] == "shown":
        for option in question.ids:
            more = sum(after.get(option, 0) - before.get(option, 0) for before, after in people)
            assert shown["change"]["shift"][option] == near(Fraction(more, len(people)), 1)


@given(halls("statements"))
@calm
def test_sentences_shift_by_the_share_that_agrees(hall: tuple[Any, Pairs]):
    question, people = hall
    shown = moved(question, people)
    if shown["state"] != "shown":
        return
    judged = [item for item in question.ids if all(item in shown[side]["counts"] for side in ("before", "after"))]
    assert list(shown["change"]["shift"]) == judged
    for item in judged:
        first, second = ([one[at][item] for one in people if item in one[at]] for at in (0, 1))
        before, after = (Fraction(sum(one in ("agree", 4, 5) for one in seen), len(seen)) for seen in (first, second))
        assert shown["change"]["shift"][item] == percent(after - before)


@EVERY
@given(data=st.data())
@calm
def test_of_a_sensitive_question_only_the_tens_that_are_shown_tell_what_moved(kind: str, data: st.DataObject):
    question, people = data.draw(halls(kind, "high"))
    shown = moved(question, people)
    if shown["state"] != "shown":
        return
    if kind not in ("scale", "single", "points", "statements"):
        assert shown["change"] is None
        return
    first, second = shown["before"], shown["after"]
    assert set(shown["change"]) == {"shift"}
    for key, tens in shown["change"]["shift"].items():
        told_of = [read_off(kind, side, key) for side in (first, second)]
        assert None not in told_of
        assert tens == told_of[1] - told_of[0]
        assert tens % 10 == 0


def read_off(kind: str, side: Row, key: str) -> Any:
    """The tens that a reader finds in one picture."""
    if kind == "scale":
        return side[key]
    if kind != "statements":
        return side["shares"].get(key)
    row = side["shares"][key]
    return row["4"] + row["5"] if "4" in row else row["agree"]


@EVERY
@pytest.mark.parametrize("sensitivity", ["low", "medium", "high"])
@pytest.mark.parametrize("size", [0, 1, 4, 5, 9, 10, 19, 20])
def test_a_room_of_one_mind_that_does_not_move(kind: str, sensitivity: str, size: int):
    question = ask(kind, sensitivity)
    value = question.check(ONE_MIND[kind])
    shown = moved(question, [(value, value)] * size)
    needed = {"low": 3, "medium": 5, "high": 10}[sensitivity]
    if size < needed:
        assert shown == {"type": kind, "state": "too_few", "n": None, "needed": needed, "view": "shift"}
        return
    assert (shown["state"], shown["paired"], shown["n"]) == ("shown", True, size)
    if sensitivity == "high" and kind in IN_TENS:
        told = shown["change"]["shift"]
        assert told == ({} if nearly_everyone(shown["after"]) else dict.fromkeys(told, 0) | {IN_TENS[kind]: 0})
    else:
        assert shown["change"] == (None if sensitivity == "high" else still(kind, size))


IN_TENS = {"scale": "low", "single": "a", "points": "a", "statements": "a"}
"""What moved is told in tens of these types; and the answer of `ONE_MIND`."""


def nearly_everyone(told: Row) -> bool:
    of_all = told["nearly_all"]
    return any(of_all.values()) if isinstance(of_all, dict) else of_all is not None


@pytest.mark.parametrize("kind", IN_TENS)
def test_where_nearly_everyone_did_the_same_both_times_there_are_no_tens_to_compare(kind: str):
    question = ask(kind, "high")
    value = question.check(ONE_MIND[kind])
    assert moved(question, [(value, value)] * 100)["change"] == {"shift": {}}


def still(kind: str, size: int) -> Row | None:
    """What is told of so many people who all stayed where they were."""
    told_of = size if size >= GROUP else None
    nothing = 0 if size >= GROUP else None
    people = {"stayed": told_of, "up": nothing, "down": nothing, "net": nothing}
    sides = [f"{before}_{after}" for before in ("low", "mid", "high") for after in ("low", "mid", "high")]
    flows: Row = {
        "scale": dict.fromkeys(sides, 0) | {"low_low": size},
        "single": {one: {other: size * (one == other == "a") for other in "abc"} for one in "abc"},
    }
    drawn = flows if told_of else dict.fromkeys(flows)
    indices = {"distance": [0.0, 0.0], "agreement": [1.0, 1.0]}
    told_of_ten = indices if size >= 10 else dict.fromkeys(indices)
    found: dict[str, Row] = {
        "scale": {
            **people,
            "inward": None,
            "outward": None,
            "gross": nothing,
            "step": 0.0,
            "flows": drawn["scale"],
            **told_of_ten,
        },
        "number": {**people, "step": 0.0},
        "single": {"stayed": told_of, "changed": nothing, "flows": drawn["single"]},
        "points": {"shift": {"a": 0.0, "b": 0.0, "c": 0.0}},
        "statements": {"shift": {"a": 0}},
    }
    return found.get(kind)


ONE_MIND: dict[str, Any] = {
    "single": "a",
    "multiple": ["a"],
    "scale": 1,
    "statements": {"a": "agree"},
    "ranking": ["a"],
    "points": {"a": 100},
    "number": 4,
    "position2d": [1, 1],
    "open": ["Bellen."],
    "wordcloud": ["rust"],
}


def test_four_people_who_moved_are_not_told_and_five_are():
    question = ask("scale")
    for size, down in ((4, None), (5, 5)):
        change = moved(question, [(5, 3)] * size + [(1, 1)] * 9)["change"]
        assert change["down"] == down
        assert (change["flows"] is None) == (down is None)
        assert (change["net"] is None) == (down is None)
        assert change["step"] == near(Fraction(-2 * size, size + 9))


def test_three_who_moved_within_a_side_are_not_left_between_the_flows_and_the_rest():
    question = ask("scale")
    change = moved(question, [(1, 3)] * 6 + [(1, 2)] * 3 + [(1, 1)] * 6 + [(5, 5)] * 9)["change"]
    assert change["flows"]["low_mid"] == 6
    assert (change["stayed"], change["up"], change["net"], change["gross"]) == (None, None, None, None)


def test_half_the_room_to_either_side_is_a_net_of_nothing():
    change = moved(ask("scale"), [(3, 1)] * 8 + [(3, 5)] * 8)["change"]
    assert (change["net"], change["step"], change["gross"]) == (0, 0.0, 50)
    assert change["distance"] == [0.0, near(Fraction(4 * 64, 120))]


def test_a_pair_that_was_kept_before_moves_were_tells_no_change():
    question = ask("scale")
    pair = {side: question.tally([1] * 9) for side in ("before", "after")}
    shown = release_pair(question, pair, BOTH)
    assert (shown["state"], shown["change"]) == ("shown", None)


@EVERY
def test_too_few_who_answered_twice_are_told_apart_when_either_round_is_large_enough(kind: str):
    question = ask(kind)
    value = question.check(ONE_MIND[kind])
    pair = counted(question, [(value, value)] * 4)
    whole = {"before": question.tally([value] * 12), "after": question.tally([value] * 9)}
    shown = release_pair(question, pair, BOTH, whole=whole)
    assert (shown["state"], shown["view"], shown["paired"], shown["change"]) == ("shown", "shift", False, None)
    assert [shown[side] for side in whole] == [release(question, tally, LOCKED) for tally in whole.values()]
    assert shown["n"] == 9
    for side, few in (("before", 4), ("after", 0)):
        small = whole | {side: question.tally([value] * few)}
        assert release_pair(question, pair, BOTH, whole=small)["state"] == "too_few"
    assert release_pair(question, pair, (LOCKED, Moment(locked=True, hidden=True)), whole=whole)["state"] == "hidden"
