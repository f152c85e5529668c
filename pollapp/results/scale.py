"""A place on a scale from 1 to K. "No opinion" stands apart and is in no share, but of a sensitive question it is one
more answer: else how many had none would follow from the shares and from how many people answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pollapp.measures.ordinal import interpolated_median, median_categories, sides
from pollapp.measures.panel import ENOUGH, describe, is_small, panel
from pollapp.measures.shares import largest_remainder
from pollapp.results.bands import Band
from pollapp.results.coarse import coarse, left_open, middle_in_tens, possible
from pollapp.results.sheet import REST, Sheet

SIDES = ("low", "mid", "high")
NO_OPINION = "none"
MOST_IS_TOLD = 80
FEW_IN_WORDS = 5
"""People there must be for each answer in words: else these, one person each, are more than a fifth of the room."""


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, **_: Any) -> dict[str, Any]:
    """{counts, shares, none, low, mid, high: people below, at, above the middle, median: {at, categories}, panel}.

    `median.at` lies on the line from 1 to K, two decimals; `categories` is [lowest, highest]. `panel` is {label, side,
    small, distance: steps, agreement: -1 to 1, camps: 1 in an even room}, two decimals, None under ten people.
    Sensitive: `coarse` of everybody, "none" among the answers, the three sides in tens of percent, worked out from what
    is told of the answers, or None where these are all in words, `none` None, and a median and a panel of {label, side,
    small} read from the coarse shares alone, so that they tell no more than those: the median None when they hold
    nothing, the panel also when they leave out too much of the room for a word about it.
    """
    if high:
        return _sensitive(_everybody(question, tally), question.scale.points)
    counts = _by_place(question, tally)
    folded = dict(zip(SIDES, sides(list(counts.values())), strict=True))
    return {
        "counts": counts,
        "shares": largest_remainder(counts),
        "none": tally.get("none", 0),
        **folded,
        "median": _median(list(counts.values())),
        "panel": _panel(list(counts.values())),
    }


def _by_place(question: Any, tally: Mapping[str, Any]) -> dict[str, int]:
    return {str(place): tally["counts"].get(str(place), 0) for place in range(1, question.scale.points + 1)}


def _everybody(question: Any, tally: Mapping[str, Any]) -> dict[str, int]:
    """People by answer, with those who have no opinion; beside a sensitive room another may have them apart."""
    apart = tally["counts"].get(NO_OPINION, 0) + tally.get(NO_OPINION, 0)
    return _by_place(question, tally) | ({NO_OPINION: apart} if question.scale.no_opinion else {})


def _sensitive(counts: Mapping[str, int], points: int) -> dict[str, Any]:
    people = sum(counts.values())
    told = coarse(counts, people)
    seen = {**told["shares"], told["nearly_all"]: 100} if told["nearly_all"] else told["shares"]
    tens_of = [seen.get(str(place), 0) for place in range(1, points + 1)]
    return {
        **told,
        "none": None,
        **_sides_in_words(counts, people, told),
        "median": _median(tens_of, exactly=False),
        "panel": _panel_in_words(tens_of, people, told),
    }


def _sides_in_words(counts: Mapping[str, int], people: int, told: Mapping[str, Any]) -> dict[str, int | None]:
    if not told["shares"]:
        return dict.fromkeys(SIDES)
    found = {side: middle_in_tens(band, people) if band[0] else None for side, band in _possible(counts).items()}
    return dict.fromkeys(SIDES) | {side: found[side] for side in SIDES if side in found}


def _panel_in_words(tens_of: Sequence[int], people: int, told: Mapping[str, Any]) -> dict[str, Any] | None:
    """The words for those who have an opinion, about so many as the shares tell."""
    held = 100 - told["shares"].get(NO_OPINION, 0)
    few = [answer for answer in told["few"] if answer != NO_OPINION]
    most = 100 * sum(tens_of) >= MOST_IS_TOLD * held and FEW_IN_WORDS * len(few) <= people
    if not any(tens_of) or not (most or not few) or held * people < 100 * ENOUGH:
        return None
    return _words(tens_of, held * people // 100)


def _median(counts: Sequence[int], *, exactly: bool = True) -> dict[str, Any] | None:
    middle, categories = interpolated_median(counts), median_categories(counts)
    if middle is None or categories is None:
        return None
    at = round(float(middle), 2) if exactly else sum(categories) / 2
    return {"at": at, "categories": list(categories)}


def _panel(counts: Sequence[int]) -> dict[str, Any] | None:
    found = panel(counts)
    if found is None:
        return None
    numbers = {"distance": found.distance, "agreement": found.agreement, "camps": found.camps}
    return _words(counts, sum(counts)) | {name: float(round(value, 2)) for name, value in numbers.items()}


def _words(counts: Sequence[int], people: int) -> dict[str, Any]:
    label, side = describe(counts)
    return {"label": label, "side": side, "small": is_small(people)}


def sheets(question: Any, tallies: Sequence[Mapping[str, Any]], *, high: bool, fine: bool, **_: Any) -> list[Sheet]:
    """Groups beside each other: one sheet, people by place where it is `fine`, else below, at and above the middle."""
    if fine:
        return [Sheet([_by_place(question, tally) for tally in tallies])]
    if not high:
        return [Sheet([_by_side(_by_place(question, tally)) for tally in tallies])]
    counts = [_everybody(question, tally) for tally in tallies]
    together = {key: sum(row[key] for row in counts) for key in counts[0]}
    return [Sheet([_by_side(row) for row in counts], sums=_possible(together))]


def _by_side(counts: Mapping[str, int]) -> dict[str, int]:
    """People below, at and above the middle, and the rest; without `mid` where no answer is in the middle."""
    places = [count for key, count in counts.items() if key != NO_OPINION]
    found = dict(zip(SIDES, sides(places), strict=True))
    rest = {REST: counts[NO_OPINION]} if NO_OPINION in counts else {}
    return {side: found[side] for side in SIDES if side != "mid" or len(places) % 2} | rest


def _possible(counts: Mapping[str, int]) -> dict[str, Band]:
    """{side, or the rest: (fewest, most)} people, to who sees what is told of the answers."""
    people = sum(counts.values())
    by_answer = possible(counts, people)
    low, high = (_by_side({key: band[end] for key, band in by_answer.items()}) for end in (0, 1))
    return left_open({side: (low[side], high[side]) for side in low}, (people, people))


def places_of(question: Any, *, fine: bool) -> dict[str, list[str]]:
    """{column of a sheet: the places that it holds}."""
    places = [str(place) for place in range(1, question.scale.points + 1)]
    if fine:
        return {place: [place] for place in places}
    below, middle, _ = sides([1] * len(places))
    found = {"low": places[:below], "mid": places[below : below + middle], "high": places[below + middle :]}
    return {side: held for side, held in found.items() if held}


def room(question: Any, tallies: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """People by place in the whole room; of a sensitive question the tens that everybody sees."""
    high = question.settings.sensitivity == "high"
    counts = [(_everybody if high else _by_place)(question, tally) for tally in tallies]
    together = {key: sum(row[key] for row in counts) for key in counts[0]}
    if not high:
        return together
    told = coarse(together, sum(together.values()))
    return {told["nearly_all"]: 100} if told["nearly_all"] else dict(told["shares"])
