"""What may leave of a workshop: its released results as plain data, all of one moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from pollapp import language
from pollapp.decks import Deck
from pollapp.errors import NotFound, Refused
from pollapp.exports.pictures import pictures_of
from pollapp.exports.rooms import rooms_of
from pollapp.exports.words import items_of, note_of
from pollapp.language import N_
from pollapp.questions import Question
from pollapp.results.indices import bounds, sampled
from pollapp.store import answers, events, rounds, workshops
from pollapp.workshops import planning
from pollapp.workshops.releasing import moment_of, releasable, released, released_pair
from pollapp.workshops.scenes import deck_of

Row = dict[str, Any]
Report = dict[str, Any]

FORMAT = "pollapp.results/1"


def workshop_of(db: Database, workshop: int) -> Row:
    """The workshop, when something of it can be exported. Raises NotFound, and Refused for a test round."""
    found = workshops.get(db, workshop)
    if found is None:
        raise NotFound(N_("This workshop does not exist. Check the address."), field="workshop")
    if found["test_at"] is not None:
        raise Refused(
            N_("This is a test round: nothing counts and nothing is exported. Start anew for the real one."),
            field="workshop",
        )
    return found


def collect(db: Database, workshop: int, *, sample: bool = False) -> Report:
    """Everything that was released, in the current language: see `docs/exports.md`.

    `sample`: the organiser says that these people were drawn by lot from a larger group.
    """
    found = workshop_of(db, workshop)
    deck, event = deck_of(found["deck"]), events.get(db, found["event"]) or {}
    pairs = [pair for question in deck.questions if (pair := _pair(db, workshop, question))]
    return {
        "format": FORMAT,
        "language": language.current(),
        "event": {"id": found["event"], "title": event.get("title", "")},
        "workshop": {
            "id": workshop,
            "code": found["code"],
            "title": deck.title.say(language.current(), deck.languages),
            "ended": minute(found["ended_at"]),
        },
        "deck": {"id": deck.id, "version": deck.version},
        "questions": [_question(deck, question) for question in deck.questions],
        "rounds": [_round(db, deck, one, sample) for one in rounds.of_workshop(db, workshop)],
        "pairs": pairs,
        "pictures": list(pictures_of(db, found, deck)),
        "rooms": list(rooms_of(db, found, deck)),
        "proof": planning.proof(db, found),
    }


def minute(when: int | None) -> str | None:
    """A deed of the presenter to the minute, as ISO 8601 in the time of this server."""
    return datetime.fromtimestamp(when).astimezone().isoformat(timespec="minutes") if when else None


def _question(deck: Deck, question: Question) -> Report:
    asked = question.ask(language.current(), deck.languages)
    return {
        "id": question.id,
        "type": question.type,
        "title": asked["title"],
        "sensitivity": question.settings.sensitivity,
        "items": [{"id": id, "text": text} for id, text in items_of(asked)],
    }


def _round(db: Database, deck: Deck, found: Row, sample: bool) -> Report:
    question = releasable(deck.question(found["question"]))
    moment = moment_of(db, found)
    result = released(db, question, found, moment)
    return {
        "round": found["id"],
        "question": question.id,
        "title": question.title.say(language.current(), deck.languages),
        "type": question.type,
        "side": found["side"],
        "opened": minute(found["opened_at"]),
        "locked": minute(found["locked_at"]),
        "answered": answers.stored(db, found["id"]),
        "people": found["people"],
        "result": result,
        "bounds": bounds(result, found["people"]),
        "sample": sampled(result) if sample else {},
        "note": note_of(result, moment, question.settings.reveal),
    }


def _pair(db: Database, workshop: int, question: Question) -> Report | None:
    """Before and after for the people who answered both, once both have been closed."""
    before, after = (rounds.latest_locked(db, workshop, question.id, side) for side in ("before", "after"))
    if not before or not after:
        return None
    question = releasable(question)
    result = released_pair(db, question, before, after, paused=False)
    moment = moment_of(db, before if before["hidden_at"] is not None else after)
    return {
        "question": question.id,
        "type": question.type,
        "before": before["id"],
        "after": after["id"],
        "result": result,
        "note": note_of(result, moment, question.settings.reveal),
    }
