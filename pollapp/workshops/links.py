"""Which answers can still be told to be of one phone, for what and until when; and how that link is cut.

It goes when the workshop ends. Only the answers to a question that another workshop will show over all rooms keep it
until that workshop has ended, so that nobody is counted twice there who went from room to room.
"""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from typing import Any

from sqlite_utils import Database

from pollapp.decks import over_rooms, same
from pollapp.decks.deck import Deck
from pollapp.questions import Question
from pollapp.results import TEXTS
from pollapp.store import answers, rounds, unsettled, workshops
from pollapp.workshops.scenes import deck_of

Row = dict[str, Any]

_random = secrets.SystemRandom()


def awaited(db: Database, workshop: Row) -> dict[str, list[Row]]:
    """{question: the workshops that are still to show it over the rooms}, for the questions of one workshop.

    A test round keeps nothing for the real ones, and they keep nothing for it.
    """
    deck, found = deck_of(workshop["deck"]), dict[str, list[Row]]()
    for other in workshops.going_on(db, workshop["event"]):
        if other["id"] == workshop["id"] or (other["test_at"] is None) != (workshop["test_at"] is None):
            continue
        shown = over_rooms(deck_of(other["deck"]))
        for question in deck.questions:
            if any(same(question, each) for each in shown):
                found.setdefault(question.id, []).append(other)
    return found


def kept(db: Database, workshop: Row) -> set[str]:
    """The questions of an ended workshop whose answers keep their link for now.

    Where rows were announced, the answers of one person leave together, so those of the others wait for the last.
    """
    waiting, announced = set(awaited(db, workshop)), _announced(deck_of(workshop["deck"]))
    return waiting | announced if waiting & announced else waiting


def lasting(db: Database, workshop: Row) -> list[Question]:
    """The questions whose answers keep their link beyond the end: before it those that will, after it those that do."""
    deck = deck_of(workshop["deck"])
    if workshop["ended_at"] is None:
        ids = kept(db, workshop)
    else:
        ids = {one["question"] for one in rounds.linked(db, workshop["id"])}
    return [question for question in deck.questions if question.id in ids]


def cut(db: Database, event: int, now: int) -> list[int]:
    """Cut every link of the ended workshops of an event that nothing waits for. Gives the workshops concerned."""
    concerned = []
    for workshop in workshops.of_event(db, event):
        linked = rounds.linked(db, workshop["id"]) if workshop["ended_at"] is not None else []
        still = kept(db, workshop) if linked else set()
        if free := [one for one in linked if one["question"] not in still]:
            _cut(db, deck_of(workshop["deck"]), free, now)
            concerned.append(workshop["id"])
    if concerned:
        unsettled.note(db, now)
    return concerned


def _cut(db: Database, deck: Deck, found: list[Row], now: int) -> None:
    """Put every answer of these rounds under a new random number, in a new order.

    Where rows were announced, the answers of one person stay together under one number; everywhere else
    each answer gets a number of its own, so that nothing joins them.
    """
    announced = _announced(deck)
    together: dict[bytes, bytes] = defaultdict(lambda: secrets.token_bytes(16))
    people = answers.by_round(db, [one["id"] for one in found])
    for one in found:
        whole = one["question"] in announced
        names = {who: together[who] if whole else secrets.token_bytes(16) for who in people[one["id"]]}
        answers.rename(db, one["id"], names)
        _hide(db, deck.question(one["question"]), one)
        rounds.change(db, one["id"], cut_at=now)


def _hide(db: Database, question: Question, found: Row) -> None:
    """Blank the answers that would tell, beside the counts that stay, what a few people answered.

    Of a round that holds back a few, all, and of one whose picture leaves out a few who answered only once, unless its
    rows were announced; where somebody erased an answer after the counting, so many at random that at least
    `min_segment` are missing. The counts were perhaps seen, so they stay as they are.
    """
    announced = question.settings.export == "pseudonymous_rows"
    if found["late"] is not None or (found["drawn"] is not None and not announced):
        answers.blank(db, found["id"])
    elif found["tally"] and question.type not in TEXTS:
        people = sorted(answers.by_participant(db, [found["id"]]))
        missing = json.loads(found["tally"]).get("answered", 0) - len(people)
        more = max(0, question.settings.min_segment - missing) if missing > 0 else 0
        for who in _random.sample(people, min(len(people), more)):
            answers.rewrite(db, found["id"], who, None)


def _announced(deck: Deck) -> set[str]:
    return {question.id for question in deck.announced}
