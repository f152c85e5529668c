"""What is counted when a question closes. It stays as it was, also if somebody erases an answer later.

Texts are never kept a second time beside the answers, so that an erased one is gone.
"""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from pollapp.decks import Deck
from pollapp.questions import Question
from pollapp.questions.statements import Statements
from pollapp.results import TEXTS
from pollapp.store import answers, rounds
from pollapp.workshops import streaming
from pollapp.workshops.counting import tally_of
from pollapp.workshops.pairing import keep_pair
from pollapp.workshops.segments import count_segments, segment_of

Row = dict[str, Any]


UNCOUNTED = dict.fromkeys(("tally", "pair", "segments", "opinions", "drawn", "people"))
"""The columns of what is counted at the locking, of a round that opens again."""


def lock(db: Database, deck: Deck, found: Row, now: int) -> None:
    """No answers any more. What can be told of the room, of its groups and of its pairs is counted now."""
    question = deck.question(found["question"])
    kept = {"tally": None} if question.type in TEXTS else streaming.close(db, question, found)
    people = answers.took_part(db, found["workshop"])
    rounds.change(db, found["id"], locked_at=now, frozen_at=None, people=people, **kept)
    if not question.pair and kept.get("late") is None:
        if found["streamed_at"] is None:  # who is in a group and who was in a batch: together that tells of a few
            keep_segments(db, deck, found)
        seek_opinions(db, question, found)
    if paired := keep_pair(db, found["workshop"], deck, question):
        seek_opinions(db, question, paired)


def freeze(db: Database, question: Question, found: Row, now: int) -> None:
    """The picture stands still. One in batches keeps its last batch; texts are always counted anew."""
    live = question.settings.reveal == "live" and question.type not in TEXTS
    tally = tally_of(question, answers.values(db, found["id"])) if live else None
    rounds.change(db, found["id"], frozen_at=now, tally=tally)


def keep_segments(db: Database, deck: Deck, found: Row) -> None:
    """Count the groups of a round. Those of a pair are of the people who answered both (`pairing`).

    Of a sensitive question those without an opinion count along: the difference would be how many they are.
    """
    question, round_ = deck.question(found["question"]), found["id"]
    if segment_of(deck, question) is None:
        return  # a hall would wait for it
    people = {who: {"tally": one[round_]} for who, one in answers.by_participant(db, [round_]).items()}
    everybody = question.settings.sensitivity == "high"
    counted = {who: one for who, one in people.items() if everybody or question.tally([one["tally"]])["n"]}
    rounds.change(db, round_, segments=count_segments(db, deck, question, found["workshop"], counted))


def seek_opinions(db: Database, question: Question, found: Row) -> None:
    """Where the deck wants opinion groups, `discovering` looks for them: longer than a presenter should wait."""
    if isinstance(question, Statements) and question.discover_groups.enabled:
        rounds.change(db, found["id"], opinions=rounds.SOUGHT)
