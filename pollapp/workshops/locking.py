"""What is counted when a question closes. It stays as it was, also if somebody erases an answer later.

Texts are never kept a second time beside the answers, so that an erased one is gone.
"""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from pollapp.questions import Question
from pollapp.store import answers, rounds
from pollapp.workshops.releasing import TEXTS, count_pair

Row = dict[str, Any]


def lock(db: Database, question: Question, found: Row, now: int) -> None:
    """No answers any more."""
    rounds.change(db, found["id"], locked_at=now, frozen_at=None, tally=tally_to_keep(db, question, found))
    if question.type not in TEXTS:
        keep_pair(db, found["workshop"], question)


def tally_to_keep(db: Database, question: Question, found: Row) -> Row | None:
    """The tally of all answers now; None for texts."""
    return None if question.type in TEXTS else question.tally(answers.values(db, found["id"]))


def keep_pair(db: Database, workshop: int, question: Question) -> None:
    """Count before and after for the people who answered both, once both are locked."""
    before, after = (rounds.latest_locked(db, workshop, question.id, side) for side in ("before", "after"))
    if before and after:
        rounds.change(db, after["id"], pair=count_pair(db, question, before, after | {"pair": None}))
