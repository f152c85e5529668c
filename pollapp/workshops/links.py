"""Which answers can still be told to be of one phone, for what and until when; and how that link is cut.

It goes when the workshop ends. Only the answers to a question that another workshop will show over all rooms keep it
until that workshop has ended, so that nobody is counted twice there who went from room to room.
"""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from pollapp.decks import over_rooms, same
from pollapp.decks.deck import Deck
from pollapp.questions import Question
from pollapp.results import TEXTS
from pollapp.store import answers, rounds, unsettled, workshops
from pollapp.workshops.counting import answered_both
from pollapp.workshops.scenes import deck_of

Row = dict[str, Any]


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
    _hide(db, deck, found)
    announced = _announced(deck)
    together: dict[bytes, bytes] = defaultdict(lambda: secrets.token_bytes(16))
    people = answers.by_round(db, [one["id"] for one in found])
    for one in found:
        whole = one["question"] in announced
        names = {who: together[who] if whole else secrets.token_bytes(16) for who in people[one["id"]]}
        answers.rename(db, one["id"], names)
        answers.forget_batches(db, one["id"])
        rounds.change(db, one["id"], cut_at=now)


def _hide(db: Database, deck: Deck, found: list[Row]) -> None:
    """Blank the answers that would tell, beside the counts that stay, what a few people answered.

    Rows that were not announced serve for nothing any more where they differ from the picture, so all of them go; of
    those that were, the ones that are not in it, and where somebody erased an answer after the counting so many that
    at least `min_segment` are missing, of the same people in all rounds. The counts were perhaps seen: they stay.
    """
    announced = _announced(deck)
    drawn_by_lot: dict[bytes, bytes] = defaultdict(lambda: secrets.token_bytes(16))
    hidden = [_hidden(db, deck, one, one["question"] in announced, drawn_by_lot) for one in found]
    for one, people in zip(found, hidden, strict=True):
        for who in people:
            answers.rewrite(db, one["id"], who, None)


def _hidden(db: Database, deck: Deck, found: Row, announced: bool, lots: Mapping[bytes, bytes]) -> set[bytes]:
    """Whose answers are not to be told beside the picture of a round; `lots` decides where it could be anybody's."""
    question = deck.question(found["question"])
    everyone = set(answers.by_round(db, [found["id"]])[found["id"]])
    if question.type in TEXTS or not found["tally"]:
        return set()
    pictured = _pictured(db, question, found)
    missing = _counted(found) - len(pictured)
    if found["late"] is not None or (not announced and (missing or pictured != everyone)):
        return everyone
    more = max(0, question.settings.min_segment - missing) if missing > 0 else 0
    return everyone - pictured | set(sorted(pictured, key=lambda who: lots[who])[:more])


def _pictured(db: Database, question: Question, found: Row) -> set[bytes]:
    """Who is in the picture of a round and has an answer there still: everybody, or who answered before and after."""
    other = rounds.get(db, found["drawn"]) if found["drawn"] is not None else None
    if other is None:
        return set(answers.by_participant(db, [found["id"]]))
    before, after = (found, other) if found["side"] == "before" else (other, found)
    return set(answered_both(db, question, before, after))


def _counted(found: Row) -> int:
    """How many people the picture of a round was of: everybody who answered, or with an answer of substance twice."""
    tally = json.loads(found["tally"])
    return int(tally["n"] if found["drawn"] is not None else tally.get("answered", tally["n"]))


def _announced(deck: Deck) -> set[str]:
    return {question.id for question in deck.announced}
