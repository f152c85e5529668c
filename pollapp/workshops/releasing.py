"""What may be seen of a round: its tally, its moment and its verdicts, put to the one door out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from pollapp.decks import Deck
from pollapp.questions import Question
from pollapp.results import (
    TEXTS,
    Moment,
    Stream,
    Verdict,
    in_batches,
    needed,
    release,
    release_pair,
)
from pollapp.store import answers, rounds, verdicts

Row = dict[str, Any]

MOVING = ("scale", "single", "number")
"""Types with one answer a person, so that one can be seen to move."""

CLOSED = Moment(locked=True, revealed=True, pair_done=True)
"""How announced rows leave: of a closed round, whatever its moment of showing."""


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
        late=found["late"] or 0,
    )


def _pair_done(db: Database, found: Row) -> bool:
    """Whether the question has been closed on both sides, before and after."""
    return all(rounds.latest_locked(db, found["workshop"], found["question"], side) for side in ("before", "after"))


def tally_of(question: Question, values: list[Any]) -> dict[str, Any]:
    """The raw counts of these answers, with how many people they are of."""
    return question.tally(values) | {"answered": len(values)}


def stream_of(question: Question, found: Row) -> Stream:
    """The batches of a round that is open."""
    return Stream.from_json(found["stream"]) if found["stream"] else Stream.begin(needed(question))


def count(db: Database, question: Question, found: Row) -> dict[str, Any]:
    """The tally behind what is seen of a round.

    As it was frozen or locked; while answers come in batches that of the last one shown; else counted from the rows.
    Texts are always counted anew, so that one that was erased is gone.
    """
    if found["tally"] and question.type not in TEXTS:
        return dict(json.loads(found["tally"]))
    if round_state(found) == "open" and in_batches(question):
        shown = stream_of(question, found).shown
        return dict(shown.tally) if shown else tally_of(question, [])
    return tally_of(question, answers.values(db, found["id"]))


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


def could_be_seen(db: Database, question: Question, found: Row) -> bool:
    """Whether the room or an export can show something of a round now, hidden by the presenter or not."""
    moment = moment_of(db, found, ignore_hide=True)
    if moment.locked and question.settings.export == "pseudonymous_rows":
        moment = CLOSED
    return bool(released(db, releasable(question), found, moment)["state"] == "shown")


def note_release(db: Database, found: Row, now: int) -> None:
    """Something of this round is shown from now on. It stays a fact, whatever is hidden, withdrawn or erased later.

    To the minute: the second would tell when the answer came that completed a group.
    """
    if found["released_at"] is None:
        rounds.change(db, found["id"], released_at=now - now % 60)


def note_releases(db: Database, deck: Deck, workshop: int, now: int) -> None:
    """Note of each round of a workshop whether something of it can be seen for the first time."""
    for found in rounds.of_workshop(db, workshop):
        if found["released_at"] is None and could_be_seen(db, deck.question(found["question"]), found):
            note_release(db, found, now)


def releasable(question: Question) -> Question:
    """The question as an export treats it: what is never shown to a room is released at closing."""
    if question.settings.reveal != "never":
        return question
    return question.model_copy(update={"settings": question.settings.model_copy(update={"reveal": "on_close"})})


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
    moments = (moment_of(db, before, paused=paused), moment_of(db, after, paused=paused))
    verdicts = (verdicts_of(db, question, before), verdicts_of(db, question, after))
    whole = {"before": drawn(db, question, before), "after": drawn(db, question, after)}
    return release_pair(question, count_pair(db, question, before, after), moments, verdicts, whole)
