"""Which pictures a result has, and the one that is on stage: the whole room, its groups, what it shares."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from pollapp.decks import Deck, Step
from pollapp.questions import Question
from pollapp.questions.number import Number
from pollapp.questions.statements import Statements
from pollapp.results import (
    Moment,
    release_groups,
    release_opinions,
    release_perception,
    release_rooms,
    release_together,
)
from pollapp.store import rounds
from pollapp.workshops.counting import count, tally_of
from pollapp.workshops.releasing import moment_of, released, released_pair

Row = dict[str, Any]
Rounds = Mapping[str, Row | None]

VIEWS = {
    "shift": ("shift", "shift_per_option"),
    "groups": ("segment_gap", "segment_medians"),
    "together": ("common_ground", "divisive"),
    "opinions": ("groups",),
    "perception": ("perception_gap",),
    "rooms": ("rooms",),
}
"""The pictures beside the first one, `result`, with the names by which a deck asks for them."""


def view_named(name: str) -> str:
    """The picture that a name of the deck's `show` belongs to."""
    return next((view for view, names in VIEWS.items() if name in names), "result")


def rooms_picture(workshop: Row, question: Question, rounds_: Rounds, *, paused: bool = False) -> dict[str, Any]:
    """What may be seen of a question over all rooms; nothing where this workshop hides its own round of it."""
    hidden = paused or any(one and one["hidden_at"] is not None for one in rounds_.values())
    return release_rooms(question, kept_rooms(workshop).get(question.id), hidden=hidden)


def kept_rooms(workshop: Row) -> dict[str, Row | None]:
    """{question: what `results.release_rooms` takes}: what this workshop shows over rooms, or showed last."""
    return dict(json.loads(workshop["rooms"] or "{}"))


def pictured(db: Database, workshop: int, question: Question, shown: Row | None) -> Rounds:
    """The rounds that a question's pictures are of: {round} or {before, after}, the one on stage as it stands."""
    if not question.pair:
        return {"round": shown or rounds.latest_locked(db, workshop, question.id, None)}
    sides = {side: rounds.latest_locked(db, workshop, question.id, side) for side in ("before", "after")}
    return sides | ({shown["side"]: shown} if shown else {})


def offered(
    db: Database, workshop: int, deck: Deck, step: Step | None, question: Question | None, rounds_: Rounds
) -> list[str]:
    """The pictures there are now, the first one first; none where nothing is asked or shown.

    A guess beside the answers it is about is there once both were asked and closed.
    """
    if step is None or question is None:
        return []
    first = view_named(step.view) if step.kind == "show" else "result"
    closed = all(one and one["locked_at"] is not None for one in rounds_.values())
    others = _others(deck, question, rounds_) if closed else []
    if "perception" in others and not _guessed(db, workshop, deck, question):
        others.remove("perception")
    return list(dict.fromkeys([first, *others]))


def beside(deck: Deck, question: Question, rounds_: Rounds) -> list[str]:
    """The pictures of a closed question that are of its own answers, beside the first one and the shift."""
    closed = all(one and one["locked_at"] is not None for one in rounds_.values())
    return [view for view in _others(deck, question, rounds_) if view != "rooms"] if closed else []


def guess_about(deck: Deck, question: Question) -> Number | None:
    """The question that guesses what is answered to this one, or this one where it guesses itself."""
    guesses = [each for each in deck.questions if isinstance(each, Number) and each.estimates]
    about = [each for each in guesses if each.estimates and question.id in (each.id, each.estimates.question)]
    return next((each for each in about if "perception_gap" in each.shows), None)


def _others(deck: Deck, question: Question, rounds_: Rounds) -> list[str]:
    """Groups are never shown beside pictures in batches: who is in both tells of a few."""
    batched = any(one and one["streamed_at"] is not None for one in rounds_.values())
    grouped = (
        question.in_groups
        and deck.segment(question.settings.compare_by)
        and not batched
        and _wanted(question, "groups")
    )
    discovered = isinstance(question, Statements) and question.discover_groups.enabled and "groups" in question.shows
    shared = isinstance(question, Statements) and any(view_named(name) == "together" for name in question.shows)
    return [
        *(["groups"] if grouped else []),
        *(["together"] if shared else []),
        *(["opinions"] if discovered else []),
        *(["perception"] if guess_about(deck, question) else []),
        *(["rooms"] if "rooms" in question.show else []),
    ]


def _wanted(question: Question, view: str) -> bool:
    """Whether the deck asks for a picture: it names it, or leaves the choice to us."""
    return not question.show or any(view_named(name) == view for name in question.show)


def picture(
    db: Database, workshop: Row, question: Question, view: str | None, shown: Row | None, rounds_: Rounds
) -> dict[str, Any] | None:
    """What may be seen of a question now: the released result of one picture."""
    paused = workshop["paused_at"] is not None
    if view == "rooms":
        return rooms_picture(workshop, question, rounds_, paused=paused)
    before, after = rounds_.get("before"), rounds_.get("after")
    alone = shown or rounds_.get("round") or after or before
    if alone is None:
        return {"type": question.type, "state": "hidden", "n": None}
    if view == "groups":
        found = after or alone
        kept = json.loads(found["segments"]) if found["segments"] else None
        return release_groups(question, kept, moment_of(db, alone, paused=paused))
    if view == "perception":
        return _perception(db, workshop, question, paused=paused)
    if view == "together":
        tally, kept = _closed(db, question, after or alone)
        return release_together(question, tally, kept, moment_of(db, alone, paused=paused))
    if view == "opinions":
        return _opinions(db, question, after or alone, moment_of(db, alone, paused=paused))
    if view == "shift" and before and after:
        return released_pair(db, question, before, after, paused)
    return released(db, question, alone, moment_of(db, alone, paused=paused))


def _closed(db: Database, question: Question, found: Row) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The tally of a closed round and its groups; of a pair those of the people who answered both, afterwards."""
    pair = json.loads(found["pair"]) if found["pair"] else None
    kept = json.loads(found["segments"]) if found["segments"] and found["streamed_at"] is None else None
    if pair is None:
        return count(db, question, found), kept
    if kept:
        kept = kept | {"groups": [{"ids": group["ids"], "tally": group["after"]} for group in kept["groups"]]}
    return pair.get("after", tally_of(question, [])), kept


def _perception(db: Database, workshop: Row, question: Question, *, paused: bool) -> dict[str, Any]:
    """A guess beside the answers it is about, once both questions are closed."""
    sides = _guessed(db, workshop["id"], Deck.from_json(workshop["deck"]), question)
    if not sides:
        return {"type": question.type, "state": "hidden", "n": None, "view": "perception"}
    guess, answered = ((each, count(db, each, found), moment_of(db, found, paused=paused)) for each, found in sides)
    return release_perception(guess, answered)


def _guessed(db: Database, workshop: int, deck: Deck, question: Question) -> list[tuple[Question, Row]]:
    """The guess and what it is about, each with its closed round; nothing until there are both."""
    guess = guess_about(deck, question)
    assert guess is not None
    assert guess.estimates is not None
    sides = []
    for each in (guess, deck.question(guess.estimates.question)):
        found = rounds.latest_locked(db, workshop, each.id, "after" if each.pair else None)
        sides += [(each, found)] if found else []
    return sides if len(sides) == 2 else []


def _opinions(db: Database, question: Question, found: Row, moment: Moment) -> dict[str, Any]:
    """The opinion groups of a round; those of a pair are of the people who answered both."""
    pair = json.loads(found["pair"]) if found["pair"] else None
    tally = pair.get("after", tally_of(question, [])) if pair else count(db, question, found)
    kept = json.loads(found["opinions"]) if found["opinions"] else None
    return release_opinions(question, tally, kept, moment)
