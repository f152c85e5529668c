"""Answers that arrive together are kept together: what belongs to their round is looked up once, not for each."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from pollapp.errors import AnswerError, NotFound, PollError, Refused
from pollapp.language import N_
from pollapp.questions import Question
from pollapp.results import TEXTS, in_batches
from pollapp.store import answers, rounds, workshops
from pollapp.store.answers import NOTHING, Standing, text_of
from pollapp.workshops import streaming
from pollapp.workshops.counting import round_state, stream_of
from pollapp.workshops.moderation import rename_heaps
from pollapp.workshops.scenes import deck_of


def keep_all(db: Database, these: Sequence[Answer]) -> list[int | PollError]:
    """For each answer the highest `n` that is stored now, or why it is not kept."""
    by_round: dict[int, list[Answer]] = defaultdict(list)
    for one in these:
        by_round[one.round].append(one)
    outcomes = {round_: iter(_keep_round(db, round_, some)) for round_, some in by_round.items()}
    return [next(outcomes[one.round]) for one in these]


def _keep_round(db: Database, round_: int, these: Sequence[Answer]) -> list[int | PollError]:
    keeper = Keeper(db, round_, {one.participant for one in these})
    outcomes = [keeper.outcome(one) for one in these]
    keeper.finish()
    return outcomes


@dataclass(slots=True)
class Answer:
    """What one participant sent for a round, as an operation of the store. A `value` of None withdraws."""

    workshop: int
    participant: bytes
    round: int
    n: int
    value: Any

    together = staticmethod(keep_all)

    def __call__(self, db: Database) -> int:
        """The highest `n` that is stored now. Raises AnswerError, Refused or NotFound."""
        (outcome,) = keep_all(db, [self])
        if isinstance(outcome, PollError):
            raise outcome
        return outcome


class Keeper:
    """Takes the answers to one round one after the other, and stores what is left of them at the end."""

    def __init__(self, db: Database, round_: int, participants: set[bytes]) -> None:
        self._db, self._round = db, round_
        self._found = rounds.get(db, round_) or {}
        self._state = round_state(self._found) if self._found else ""
        self._question = _question(db, self._found) if self._found else None
        self._standing = answers.standing(db, round_, participants) if self._found else {}
        self._texts: dict[Any, str | None] = {}
        self._changed: dict[bytes, tuple[Standing, Standing]] = {}
        self._grown = False
        self._look_at_batch()

    def outcome(self, one: Answer) -> int | PollError:
        try:
            return self._keep(one)
        except PollError as error:
            return error.with_traceback(None)  # which would keep all answers of the group as long as it is kept

    def finish(self) -> None:
        """Store what was taken."""
        self._store()
        if self._grown and self._question:
            if not in_batches(self._question):
                streaming.grown(self._db, self._question, self._found, int(time.time()))
            if self._question.type in TEXTS:
                rename_heaps(self._db, self._question, self._found)

    def _keep(self, one: Answer) -> int:
        if not self._question or self._found["workshop"] != one.workshop:
            raise NotFound(N_("This question is not part of this workshop. Reload the page."), field="round")
        before = self._standing.get(one.participant, NOTHING)
        if one.n > before.n and self._state != "open":
            raise Refused(_why_closed(self._state), field="round")
        text = self._text(self._question, one.value)
        if one.n < before.n or (one.n == before.n and _same(text, before.text)):
            return before.n  # a copy that came late, perhaps after the question was closed: it changes nothing
        if one.n == before.n:
            raise Refused(N_("Another page of yours answered first. Send this once more to replace that."), field="n")
        _may_change(self._question, before.text, text)
        self._take(one, before, text)
        return one.n

    def _text(self, question: Question, value: Any) -> str | None:
        """A value as it is kept, checked. A hall says the same few things, so what is plain is checked once."""
        if type(value) not in (str, int):
            return None if value is None else text_of(question.check(value))
        if value not in self._texts:
            self._texts[value] = text_of(question.check(value))
        return self._texts[value]

    def _take(self, one: Answer, before: Standing, text: str | None) -> None:
        batch = before.batch if text == before.text else self._filling
        after = self._standing[one.participant] = Standing(one.n, text, batch)
        stored, _ = self._changed.get(one.participant, (before, None))
        self._changed[one.participant] = stored, after
        if not _same(text, before.text):
            self._grown = True
            self._changers += batch != before.batch
            self._end_full_batch()

    def _end_full_batch(self) -> None:
        """A picture is of everybody up to the one who filled the batch, and of nobody who came after."""
        question = self._question
        if question and self._filling and stream_of(question, self._found).is_full(self._changers):
            self._store()
            self._found = streaming.end_batch(self._db, question, self._found)
            self._look_at_batch()

    def _look_at_batch(self) -> None:
        """`_filling` is the batch in which who answers now changes something, `_changers` how many did so far."""
        self._filling = streaming.filling(self._question, self._found) if self._question else 0
        self._changers = answers.changed_after(self._db, self._round, self._filling - 1) if self._filling else 0

    def _store(self) -> None:
        if self._changed:
            answers.put_all(self._db, self._round, self._changed)
            self._changed = {}


def _question(db: Database, found: dict[str, Any]) -> Question:
    owner = workshops.get(db, found["workshop"])
    assert owner is not None
    return deck_of(owner["deck"]).question(found["question"])


def _same(text: str | None, other: str | None) -> bool:
    """Whether two values say the same, however they are written."""
    return text == other or (text is not None and other is not None and json.loads(text) == json.loads(other))


def _may_change(question: Question, before: str | None, text: str | None) -> None:
    """Raises AnswerError or Refused where the deck lets nobody skip, or change what was sent."""
    if text is None and before is None and not question.settings.allow_skip:
        raise AnswerError(N_("This question cannot be skipped. Please give an answer."), field="value")
    if before is not None and question.settings.change_until == "never":
        raise Refused(N_("Your answer to this question is final and has been kept."), field="value")


def _why_closed(state: str) -> str:
    if state == "shown":
        return N_("This question is not open yet. Wait a moment and send it again.")
    return N_("This question is closed. Your answer could not be added.")
