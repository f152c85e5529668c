"""The participant's verb: answer, change, withdraw; and taking everything back."""

from __future__ import annotations

import time
from typing import Any

from sqlite_utils import Database

from pollapp.decks import Deck
from pollapp.errors import PollError, Refused
from pollapp.language import N_
from pollapp.store import Store, answers, rounds, workshops
from pollapp.workshops import streaming
from pollapp.workshops.keeping import Answer
from pollapp.workshops.moderation import forget_verdicts
from pollapp.workshops.scenes import Scene, deck_of

LARGEST_N = 2**31


def answer(store: Store, workshop: int, participant: bytes, round_: Any, n: Any, value: Any) -> int:
    """Keep an answer (None withdraws it) and give the highest `n` that is stored, after the commit.

    Raises AnswerError (it does not fit the question), Refused (closed) or PollError (a field is wrong).
    """
    kept: int = store.write(operation(workshop, participant, round_, n, value))
    store.tell(workshop)
    return kept


def operation(workshop: int, participant: bytes, round_: Any, n: Any, value: Any) -> Answer:
    """What `answer` has the store do. Raises PollError."""
    _whole(round_, "round", 2**63)
    _whole(n, "n", LARGEST_N)
    return Answer(workshop, participant, round_, n, value)


def mine(store: Store, scene: Scene, participant: bytes) -> dict[str, Any]:
    """{n, kept, mine} of this participant in the round on stage.

    An answer to a question of high sensitivity is not sent back: the phone only knows that it is kept.
    """
    shown, question = scene.shown, scene.question
    if not shown or not question or scene.workshop["ended_at"] is not None:
        return {"n": 0, "kept": False, "mine": None}
    n, value = store.read(lambda db: answers.mine(db, shown["id"], participant))
    visible = None if question.settings.sensitivity == "high" else value
    return {"n": n, "kept": value is not None, "mine": visible}


def erase(store: Store, workshop: int, participant: bytes) -> int:
    """Take back all answers of this participant in a workshop. Gives how many.

    After the end only those whose link is kept for a picture over rooms. Raises Refused when there are none, since
    nobody can tell any more which answers are whose.
    """

    def operation(db: Database) -> int:
        owner = workshops.get(db, workshop)
        if owner is None or (owner["ended_at"] is not None and not rounds.linked(db, workshop)):
            raise Refused(
                N_(
                    "The workshop has ended. Nobody can tell any more which answers are yours, "
                    "so they cannot be erased."
                ),
                field="workshop",
            )
        given = answers.given(db, workshop, participant)
        for round_, n in given:
            _erase_one(db, deck_of(owner["deck"]), round_, participant, n)
            if owner["ended_at"] is not None:
                answers.forget_history(db, round_)
        return len(given)

    erased: int = store.write(operation)
    store.tell(workshop)
    store.settle()
    return erased


def _erase_one(db: Database, deck: Deck, round_: int, participant: bytes, n: int) -> None:
    found = rounds.get(db, round_)
    assert found is not None
    question = deck.question(found["question"])
    answers.put(db, round_, participant, n + 1, None, streaming.filling(question, found))
    streaming.grown(db, question, found, int(time.time()))
    forget_verdicts(db, round_, deck)


def _whole(value: Any, field: str, below: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value < below:
        raise PollError(N_("The field %(name)s must be a whole number from 1 up."), field=field, name=field)
