"""The end of a workshop: the link between a phone and its answers is destroyed, and so is what nobody may read."""

from __future__ import annotations

import secrets
from collections import defaultdict

from sqlite_utils import Database

from pollapp.decks import Deck
from pollapp.questions import Question
from pollapp.questions.writing import key
from pollapp.results import TEXTS, readable
from pollapp.store import answers, rounds, verdicts
from pollapp.workshops.locking import keep_pair
from pollapp.workshops.releasing import count, verdicts_of
from pollapp.workshops.scenes import Row


def finish(db: Database, workshop: int, deck: Deck) -> None:
    """Keep of a workshop whose questions are all closed what may be known of it, and nothing else.

    Of a round that holds back a few people the rows go: beside its picture they would tell what those few answered.
    """
    for found in rounds.of_workshop(db, workshop):
        question = deck.question(found["question"])
        if question.type in TEXTS:
            _drop_unread(db, question, found)
            keep_pair(db, workshop, deck, question)
        if found["late"] is not None:
            answers.blank(db, found["id"])
    _cut_links(db, workshop, deck)


def _drop_unread(db: Database, question: Question, found: Row) -> None:
    """Only texts stay that may be read. Who wrote nothing else still counts as somebody who answered."""
    heaps = readable(question, count(db, question, found), verdicts_of(db, question, found))
    for participant, rounds_ in answers.by_participant(db, [found["id"]]).items():
        kept = [text for text in rounds_[found["id"]] if key(text) in heaps]
        answers.rewrite(db, found["id"], participant, kept)
    verdicts.keep_only(db, found["id"], {*heaps, *heaps.values()})


def _cut_links(db: Database, workshop: int, deck: Deck) -> None:
    """Put every answer under a new random number, in a new order.

    Where rows were announced, the answers of one person stay together under one number; everywhere else
    each answer gets a number of its own, so that nothing joins them.
    """
    together: dict[bytes, bytes] = defaultdict(lambda: secrets.token_bytes(16))
    found = rounds.of_workshop(db, workshop)
    people = answers.by_round(db, [one["id"] for one in found])
    for one in found:
        announced = deck.question(one["question"]).settings.export == "pseudonymous_rows"
        names = {
            participant: together[participant] if announced else secrets.token_bytes(16)
            for participant in people[one["id"]]
        }
        answers.rename(db, one["id"], names)
