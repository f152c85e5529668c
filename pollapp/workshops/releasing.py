"""What may be seen of a round: its tally, its moment and its verdicts, put to the one door out."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from pollapp.decks import Deck
from pollapp.questions import Question
from pollapp.results import TEXTS, Moment, Verdict, needed, release, release_pair, withheld
from pollapp.store import rounds, verdicts
from pollapp.workshops.counting import count_pair, drawn, kept_pair, nobody_twice, round_state

Row = dict[str, Any]

CLOSED = Moment(locked=True, revealed=True, pair_done=True)
"""How announced rows leave: of a closed round, whatever its moment of showing."""


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


def verdicts_of(db: Database, question: Question, found: Row) -> dict[str, Verdict]:
    if question.type not in TEXTS:
        return {}
    return {one["key"]: Verdict(one["state"], one["heap"]) for one in verdicts.of_round(db, found["id"])}


def released(db: Database, question: Question, found: Row, moment: Moment) -> dict[str, Any]:
    """What may be seen of one round at this moment."""
    return release(question, drawn(db, question, found), moment, verdicts_of(db, question, found))


def could_be_seen(db: Database, question: Question, found: Row) -> bool:
    """Whether the room or an export can show a picture of a round now, hidden by the presenter or not."""
    moment, asked = moment_of(db, found, ignore_hide=True), releasable(question)
    if withheld(asked, needed(asked), moment):
        return False  # not at this moment, however many they are: counting takes long in a hall
    return bool(released(db, asked, found, moment)["state"] == "shown")


def note_release(db: Database, found: Row, now: int) -> None:
    """Something of this round is shown from now on. It stays a fact, whatever is hidden, withdrawn or erased later.

    Where it shows the people who answered both times, their other round is seen as well. To the minute: the second
    would tell when the answer came that completed a group.
    """
    for one in (found, rounds.get(db, found["drawn"]) if found["drawn"] else None):
        if one and one["released_at"] is None:
            rounds.change(db, one["id"], released_at=now - now % 60)


def note_releases(db: Database, deck: Deck, workshop: int, now: int) -> None:
    """Note of each round of a workshop whether something of it can be seen for the first time."""
    for found in rounds.of_workshop(db, workshop):
        if found["released_at"] is None and could_be_seen(db, deck.question(found["question"]), found):
            note_release(db, found, now)


def releasable(question: Question) -> Question:
    """The question as an export treats it: what is never shown to a room is released at closing, a pair together."""
    if question.settings.reveal != "never":
        return question
    reveal = "after_pair" if question.pair else "on_close"
    return question.model_copy(update={"settings": question.settings.model_copy(update={"reveal": reveal})})


def released_pair(db: Database, question: Question, before: Row, after: Row, paused: bool) -> dict[str, Any]:
    """What may be seen of the change between two rounds.

    `withheld` is "once" where pictures that were shown before would tell, beside the pair, what a few answered who
    answered only once (`pairing`): then both sides are of everybody.
    """
    moments = (moment_of(db, before, paused=paused), moment_of(db, after, paused=paused))
    verdicts = (verdicts_of(db, question, before), verdicts_of(db, question, after))
    whole = {"before": drawn(db, question, before), "after": drawn(db, question, after)}
    apart = kept_pair(before, after).get("withheld", True)
    pair = nobody_twice(question) if apart else count_pair(db, question, before, after)
    result = release_pair(question, pair, moments, verdicts, whole)
    return {**result, "withheld": "once"} if apart and result["state"] == "shown" else result
