"""What may be seen of a round: its tally, its moment and its verdicts, put to the one door out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from pollapp.questions import Question
from pollapp.results import Moment, Verdict, release, release_pair
from pollapp.store import answers, rounds, verdicts

Row = dict[str, Any]

MOVING = ("scale", "single", "number")
"""Types with one answer a person, so that one can be seen to move."""

TEXTS = ("open", "wordcloud")
"""Types whose tally is a list of texts: it is always counted anew, so that a text that was erased is gone."""


def round_state(found: Row) -> str:
    """shown, open or locked."""
    if found["locked_at"] is not None:
        return "locked"
    return "open" if found["opened_at"] is not None else "shown"


def moment_of(db: Database, found: Row, *, paused: bool = False, ignore_hide: bool = False) -> Moment:
    """The facts about a round that decide what may be seen of it."""
    return Moment(
        open=round_state(found) == "open",
        locked=found["locked_at"] is not None,
        revealed=found["revealed_at"] is not None,
        hidden=paused or (found["hidden_at"] is not None and not ignore_hide),
        pair_done=_pair_done(db, found),
    )


def _pair_done(db: Database, found: Row) -> bool:
    """Whether the question has been closed on both sides, before and after."""
    return all(rounds.latest_locked(db, found["workshop"], found["question"], side) for side in ("before", "after"))


def count(db: Database, question: Question, found: Row) -> dict[str, Any]:
    """The tally of a round: as it was frozen or locked, else counted from the rows."""
    if found["tally"] and question.type not in TEXTS:
        return dict(json.loads(found["tally"]))
    return question.tally(answers.values(db, found["id"]))


def count_pair(db: Database, question: Question, before: Row, after: Row) -> dict[str, Any]:
    """{of, before, after}: the tallies of the people who answered both, kept from when the second was locked.

    `of` is the round before: where that question was asked again later, the pair is another one.
    """
    if after["pair"] and (kept := json.loads(after["pair"]))["of"] == before["id"]:
        return dict(kept)
    both = answered_both(db, question, before, after).values()
    return {
        "of": before["id"],
        "before": question.tally([one["before"] for one in both]),
        "after": question.tally([one["after"] for one in both]),
        "moves": _moves(both) if question.type in MOVING else [],
    }


def answered_both(db: Database, question: Question, before: Row, after: Row) -> dict[bytes, dict[str, Any]]:
    """{participant: {before, after}} of the people with an answer of substance in both rounds."""
    people = answers.by_participant(db, [before["id"], after["id"]])
    return {
        who: {"before": one[before["id"]], "after": one[after["id"]]}
        for who, one in people.items()
        if len(one) == 2 and all(question.tally([value])["n"] for value in one.values())
    }


def _moves(both: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
    """[[before, after, people]]: how many went from one answer to another, in the order of the answers."""
    people = Counter((one["before"], one["after"]) for one in both)
    return [[before, after, count] for (before, after), count in sorted(people.items())]


def verdicts_of(db: Database, question: Question, found: Row) -> dict[str, Verdict]:
    if question.type not in TEXTS:
        return {}
    return {one["key"]: Verdict(one["state"], one["heap"]) for one in verdicts.of_round(db, found["id"])}


def released(db: Database, question: Question, found: Row, moment: Moment) -> dict[str, Any]:
    """What may be seen of one round at this moment."""
    return release(question, drawn(db, question, found), moment, verdicts_of(db, question, found))


def was_released(db: Database, question: Question, found: Row) -> bool:
    """Whether the room has seen, or could have seen, something of a locked round."""
    return bool(released(db, question, found, moment_of(db, found, ignore_hide=True))["state"] == "shown")


def drawn(db: Database, question: Question, found: Row) -> dict[str, Any]:
    """The tally behind the picture of a round: everybody's, or that of its pair.

    Before and after are shown for the people who answered both. Where only a few answered once, a picture of
    everybody beside that would tell what those few answered: then both pictures are of the pair.
    """
    tally = count(db, question, found)
    halves = [
        rounds.latest_locked(db, found["workshop"], question.id, side) for side in ("before", "after") if question.pair
    ]
    if not all(halves) or found["id"] not in [half and half["id"] for half in halves]:
        return tally
    paired: dict[str, Any] = count_pair(db, question, *halves)[found["side"]]  # type: ignore[arg-type]  # both are there
    smallest = question.settings.min_group
    return paired if paired["n"] >= smallest > tally["n"] - paired["n"] > 0 else tally


def released_pair(db: Database, question: Question, before: Row, after: Row, paused: bool) -> dict[str, Any]:
    """What may be seen of the change between two rounds."""
    tallies = count_pair(db, question, before, after)
    first, second = (moment_of(db, one, paused=paused) for one in (before, after))
    verdicts = (verdicts_of(db, question, before), verdicts_of(db, question, after))
    return release_pair(question, tallies["before"], tallies["after"], first, second, verdicts)
