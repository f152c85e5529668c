"""A picture that comes in batches while people answer: what is kept with each answer, shown, and left at the closing.

`results.Stream` has the rule. Here it is asked in the same write that stores the answer, so that a restart goes on
exactly where it was.
"""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from pollapp.questions import Question
from pollapp.results import in_batches, needed
from pollapp.store import Store, answers, rounds
from pollapp.workshops.counting import round_state, stream_of, tally_of
from pollapp.workshops.releasing import could_be_seen, note_release
from pollapp.workshops.scenes import look

Row = dict[str, Any]


def filling(question: Question, found: Row) -> int:
    """The batch in which whoever answers now changes something; 0 where there are none."""
    open_ = round_state(found) == "open"
    return stream_of(question, found).filling if open_ and in_batches(question) else 0


def grown(db: Database, question: Question, found: Row, now: int) -> None:
    """Somebody has changed something: a batch may be full, and a live picture may be seen for the first time."""
    if round_state(found) != "open":
        return
    if in_batches(question):
        _fill(db, question, found)
    elif _first_seen(db, question, found):
        note_release(db, found, now)


def end_batch(db: Database, question: Question, found: Row) -> Row:
    """A batch is full, and the next one begins. Gives the round as it is now."""
    values = answers.values(db, found["id"])
    stream = stream_of(question, found).end(tally_of(question, values), len(values)).to_json()
    rounds.change(db, found["id"], stream=stream)
    return found | {"stream": stream}


def publish(store: Store, workshop: int, now: int) -> None:
    """Show the batch that is ready, if it still is. Waits for nothing; tells once it is done, or cannot be."""

    def operation(db: Database) -> None:
        scene = look(db, workshop)
        if scene.ready and scene.question and scene.shown:
            show(db, scene.question, scene.shown, now)

    store.submit(operation, lambda *_: store.tell(workshop))


def show(db: Database, question: Question, found: Row, now: int) -> None:
    """Show the batch of this round that is ready."""
    first = found["streamed_at"] or now - now % 60
    rounds.change(db, found["id"], stream=stream_of(question, found).publish().to_json(), streamed_at=first)
    note_release(db, found, now)


def begin_to_show(db: Database, question: Question, found: Row, now: int) -> None:
    """The presenter reveals while people answer: what may be seen is shown at once, the rest as it comes."""
    if in_batches(question) and stream_of(question, found).shown is None and stream_of(question, found).ready:
        show(db, question, found, now)


def begin_anew(db: Database, question: Question, found: Row) -> None:
    """A round opens again of which nothing was shown: everybody so far is in the first batch."""
    if in_batches(question):
        answers.begin_batches(db, found["id"])


def close(db: Database, question: Question, found: Row) -> Row:
    """What stays at the closing, as columns of the round: everybody's tally, or that of the last picture.

    The order in which people answered is forgotten.
    """
    stream, tally = stream_of(question, found), tally_of(question, answers.values(db, found["id"]))
    place = stream.shown.place if stream.shown else 0
    if stream.shown and not stream.closes_with(tally, answers.changed_after(db, found["id"], place)):
        late = answers.hold_back(db, found["id"], place)
        return {"tally": stream.shown.tally, "late": late, "stream": None}
    answers.forget_batches(db, found["id"])
    return {"tally": tally, "late": None, "stream": None}


def _first_seen(db: Database, question: Question, found: Row) -> bool:
    """Whether a live picture can be seen now and could not before. Counted only until it is."""
    return (
        question.settings.reveal == "live"
        and found["released_at"] is None
        and answers.stored(db, found["id"]) >= needed(question)
        and could_be_seen(db, question, found)
    )


def _fill(db: Database, question: Question, found: Row) -> None:
    stream = stream_of(question, found)
    if stream.is_full(answers.changed_after(db, found["id"], stream.filling - 1)):
        end_batch(db, question, found)
