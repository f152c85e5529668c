"""The tallies of open rounds, kept up to date with each commit: a picture costs the same however many have answered."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from pollapp.questions import Question
from pollapp.questions.sums import changed
from pollapp.results import TEXTS, in_batches
from pollapp.store import Store, answers
from pollapp.store.answers import Counted
from pollapp.store.database import note
from pollapp.workshops.counting import round_state, tally_of

Row = dict[str, Any]

MOST = 1_000
"""Rounds of which the tally is kept; of one that is forgotten it is counted again."""


class Tallies:
    """A round is counted once by the thread that writes, between two commits; from then on each commit changes it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[int, tuple[Question, dict[str, Any]]] = {}
        self._sought: set[int] = set()
        store.follow(self._follow)

    def of(self, question: Question, found: Row) -> dict[str, Any] | None:
        """The tally of a round that is open and counted live; None as long as it has to be counted from the rows."""
        if round_state(found) != "open" or found["tally"] or in_batches(question) or question.type in TEXTS:
            return None
        if kept := self._kept.get(found["id"]):
            return kept[1]
        self._seek(question, found["id"])
        return None

    def _seek(self, question: Question, round_: int) -> None:
        if round_ in self._sought:
            return
        self._sought.add(round_)

        def count(db: Database) -> None:
            note(db, Counted(round_, question, tally_of(question, answers.values(db, round_))))

        self._store.submit(count, lambda _result, _error: self._sought.discard(round_))

    def _follow(self, notes: Sequence[Any]) -> None:
        """What one commit has changed, in the thread that writes. If that fails, all is counted again when asked."""
        try:
            self._go_along(notes)
        except Exception:
            self._kept.clear()
            raise

    def _go_along(self, notes: Sequence[Any]) -> None:
        people: dict[int, Counter[str]] = defaultdict(Counter)
        for one in notes:
            if isinstance(one, Counted):
                people.pop(one.round, None)  # it was counted along
                self._keep(one.round, one.question, one.tally)
            elif one.round in self._kept:
                people[one.round].update(one.people)
        for round_, texts in people.items():
            if round_ in self._kept:  # it may have made room for one that was counted
                self._change(round_, texts)

    def _change(self, round_: int, people: Counter[str]) -> None:
        question, tally = self._kept[round_]
        fresh = changed(question, tally, {text: (json.loads(text), more) for text, more in people.items()})
        self._keep(round_, question, fresh | {"answered": tally["answered"] + people.total()})

    def _keep(self, round_: int, question: Question, tally: dict[str, Any]) -> None:
        self._kept[round_] = question, tally
        if len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
