"""What people thought of the others, beside what the others said."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pollapp.measures.numbers import exact
from pollapp.measures.perception import mean
from pollapp.measures.shares import percent, tens
from pollapp.results.coarse import CERTAIN, FEW, coarse, middle_in_tens, parts
from pollapp.results.moment import Moment
from pollapp.results.multiple import adds_up_to
from pollapp.results.release import Result, Tally, withheld

if TYPE_CHECKING:
    from pollapp.questions.base import Question

ENOUGH = 10

Side = tuple["Question", Tally, Moment]


def release_perception(guess: Side, answered: Side) -> Result:
    """A guess and what it is about: {type, state, view: "perception", n, of, in_tens, guessed, estimated, actual, gap}.

    Shares are percent of people: `estimated` the mean guess of `n` people, `actual` what `of` people said, and
    `gap` estimated minus actual. `guessed` is {option} or {all_but}, an id of the other question. Both
    questions must be seen, and answered by ten people. Sensitive: tens; "few" or "nearly_all" in the place of
    an actual share that would tell of a few people, and then no `gap`.
    Source: measures `perception_gap`.
    """
    (question, guesses, moment), (other, answers, moment_other) = guess, answered
    for asked, tally, when in ((question, guesses, moment), (other, answers, moment_other)):
        nothing = withheld(asked, tally["n"], when)
        if nothing or tally["n"] < ENOUGH:
            few = {"type": question.type, "state": "too_few", "n": None, "needed": ENOUGH}
            return {**(nothing if nothing and nothing["state"] == "hidden" else few), "view": "perception"}
    estimates = question.estimates  # type: ignore[attr-defined]  # a number that guesses has them
    high = "high" in (question.settings.sensitivity, other.settings.sensitivity)
    estimated = (tens if high else percent)(_mean(guesses) / exact(estimates.of), 1)
    actual = _actual(estimates, other, answers)
    if actual is None:
        return {"type": question.type, "state": "too_few", "n": None, "needed": None, "view": "perception"}
    return {
        "type": question.type,
        "state": "shown",
        "view": "perception",
        "n": guesses["n"],
        "of": answers["n"],
        "in_tens": high,
        "guessed": {"option": estimates.option} if estimates.option else {"all_but": estimates.all_but},
        "estimated": estimated,
        "actual": actual,
        "gap": estimated - actual if isinstance(actual, int) else None,
    }


def _mean(guesses: Tally) -> Fraction:
    return mean({exact(value): people for value, people in guesses["counts"].items()}) or Fraction(0)


def _actual(estimates: Any, other: Question, answers: Tally) -> int | str | None:
    """What is told of the other question, and nothing beside it: None where that is nothing."""
    if other.settings.sensitivity == "high":
        return _told(estimates, other, answers)
    counts: Mapping[str, int] = answers["counts"]
    chosen, everyone = counts.get(estimates.option or estimates.all_but, 0), int(answers["n"])
    return percent(chosen if estimates.option else everyone - chosen, everyone)


def _told(estimates: Any, other: Question, answers: Tally) -> int | str | None:
    counts, people = {key: answers["counts"].get(key, 0) for key in _ids(other)}, answers["n"]
    total = adds_up_to(other, people) if other.type == "multiple" else None
    if not (found := parts(counts, people, total)):
        return None
    low, high = found[estimates.option or estimates.all_but]
    if not estimates.option:
        low, high = people - high, people - low
    if high <= FEW:
        return "few"
    nearly = estimates.option and coarse(counts, people, total)["nearly_all"] == estimates.option
    return "nearly_all" if nearly or 100 * low > CERTAIN * people else middle_in_tens((low, high), people)


def _ids(question: Any) -> list[str]:
    return [option.id for option in question.options]
