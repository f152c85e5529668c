"""How events and workshops come about, and what an organiser may do with them.

Everything of an organiser is found through the organiser: not there and not yours look the same.
"""

from __future__ import annotations

import time
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlite_utils import Database

from pollapp.decks import Deck
from pollapp.errors import NotFound, PollError, Refused
from pollapp.language import N_
from pollapp.questions import Question
from pollapp.results import TEXTS, entries, readable
from pollapp.store import Store, answers, events, organisers, rounds, workshops
from pollapp.workshops import ending, rooms
from pollapp.workshops.counting import drawn
from pollapp.workshops.doors import new_code
from pollapp.workshops.releasing import moment_of, released, verdicts_of
from pollapp.workshops.scenes import deck_of

Row = dict[str, Any]

_hasher = PasswordHasher()


def set_password(store: Store, name: str, password: str) -> int:
    """Make an organiser, or give one a new password. Gives the id. Raises PollError naming the field."""
    tidy = name.strip()
    if not 1 <= len(tidy) <= 80:
        raise PollError(N_("A name has 1 to 80 characters."), field="name")
    if not 10 <= len(password) <= 200:
        raise PollError(N_("A password has at least 10 characters."), field="password")
    hashed = _hasher.hash(password)
    organiser: int = store.write(lambda db: organisers.put(db, tidy, hashed))
    return organiser


def log_in(store: Store, name: str, password: str) -> int | None:
    """The id of the organiser, or None. Takes as long for a name that does not exist."""
    nobody, found = _nobody(), store.read(lambda db: organisers.by_name(db, name.strip()))
    try:
        _hasher.verify(found["password"] if found else nobody, password[:200])
    except (Argon2Error, InvalidHashError):
        return None
    return int(found["id"]) if found else None


def add_event(store: Store, organiser: int, title: str) -> int:
    """Raises PollError when the title is empty or too long."""
    tidy = " ".join(title.split())
    if not 1 <= len(tidy) <= 120:
        raise PollError(N_("Give the event a title of 1 to 120 characters."), field="title")
    event: int = store.write(lambda db: events.add(db, organiser, tidy, int(time.time())))
    return event


def add_workshop(store: Store, event: int, deck: Deck) -> int:
    """A workshop with a code of its own. It keeps its own copy of the deck."""

    def operation(db: Database) -> int:
        return workshops.add(db, event, new_code(db), deck.to_json(), int(time.time()))

    workshop: int = store.write(operation)
    for one in store.read(lambda db: workshops.of_event(db, event)):
        store.tell(one["id"])
    return workshop


def start_anew(store: Store, workshop: int) -> int:
    """A fresh run with the same deck, under the same code; the old one keeps its results. Gives the new id."""

    def operation(db: Database) -> int:
        old = workshops.get(db, workshop)
        assert old is not None
        if old["code"] is None:
            raise Refused(N_("This workshop has been started anew already. Use the newest one."), field="workshop")
        if old["ended_at"] is None and rounds.of_workshop(db, workshop):
            raise Refused(N_("End this workshop first. After that you can start anew."), field="workshop")
        code = workshops.take_code(db, workshop)
        fresh = workshops.add(db, old["event"], code or new_code(db), old["deck"], int(time.time()))
        workshops.follow(db, fresh, old)
        return fresh

    fresh: int = store.write(operation)
    store.tell(workshop)
    return fresh


def change(store: Store, workshop: int, what: str) -> None:
    """Close or open the door, mark a test round or a real one, make the links new."""
    now = int(time.time())
    values = dict(CHANGES.get(what, {}))
    values.update({name: now for name, value in values.items() if value is NOW})

    def operation(db: Database) -> tuple[list[int], list[int]]:
        found = workshops.get(db, workshop)
        assert found is not None
        if what == "renew":
            values.update(control=found["control"] + 1, watch=found["watch"] + 1)
        if what == "real" and rounds.of_workshop(db, workshop):
            raise Refused(
                N_("A test round stays a test round. End it and start anew for the real one."),
                field="workshop",
            )
        if not values:
            raise PollError(N_("This is not something a workshop can do."), field="what")
        workshops.change(db, workshop, **values)
        along = rooms.go_along(db, found["event"], now)
        # a test round that was a real one keeps no links of the others
        return along, ending.cut(db, found["event"], now)

    along, freed = store.write(operation)
    for one in dict.fromkeys([workshop, *along, *freed]):
        store.tell(one)
    if freed:
        store.settle()


def own_event(store: Store, organiser: int, event: int) -> Row:
    """Raises NotFound, also when it is somebody else's."""
    found = store.read(lambda db: events.one_of_organiser(db, organiser, event))
    if found is None:
        raise NotFound(N_("This event does not exist. Go back to your events."), field="event")
    return found


def own_workshop(store: Store, organiser: int, workshop: int) -> Row:
    """Raises NotFound, also when it is somebody else's."""
    found = store.read(lambda db: workshops.get(db, workshop))
    if found is None or not store.read(lambda db: events.one_of_organiser(db, organiser, found["event"])):
        raise NotFound(N_("This workshop does not exist. Go back to your events."), field="workshop")
    return found


def proof(db: Database, workshop: Row) -> list[dict[str, Any]]:
    """Accepted is counted, per round: [{round, question, side, accepted, stored, pictured, held_back}].

    `accepted` comes from the ledger of acknowledgements, `stored` from the rows, `pictured` from the result
    that may be seen now (people without an opinion are in the picture too); the rest is held back.
    """
    deck, found = deck_of(workshop["deck"]), []
    for one in rounds.of_workshop(db, workshop["id"]):
        question = deck.question(one["question"])
        stored = answers.stored(db, one["id"])
        pictured = min(stored - (one["late"] or 0), _pictured(db, question, one))
        found.append(
            {
                "round": one["id"],
                "question": one["question"],
                "side": one["side"],
                "accepted": answers.accepted(db, one["id"]),
                "stored": stored,
                "pictured": pictured,
                "held_back": stored - pictured,
            }
        )
    return found


def _pictured(db: Database, question: Question, found: Row) -> int:
    """How many people the picture of a round holds; of those who wrote, the ones with a text that may be read.

    Of a sensitive question everybody who answered, as its result tells: less would tell how many had no opinion.
    """
    moment, tally = moment_of(db, found), drawn(db, question, found)
    if released(db, question, found, moment)["state"] != "shown":
        return 0
    if question.type not in TEXTS:
        people = tally["n"] + tally.get("none", 0)
        return int(tally.get("answered", people) if question.settings.sensitivity == "high" else people)
    may = readable(question, tally, verdicts_of(db, question, found))
    return sum(
        any(one["key"] in may for one in entries(question.tally([value]))) for value in answers.values(db, found["id"])
    )


NOW = object()
CHANGES: dict[str, dict[str, Any]] = {
    "close": {"closed_at": NOW},
    "welcome": {"closed_at": None},
    "test": {"test_at": NOW},
    "real": {"test_at": None},
}


@cache
def _nobody() -> str:
    """Made at the first log in, whoever that is, and not at each start."""
    return _hasher.hash("a password that nobody has")
