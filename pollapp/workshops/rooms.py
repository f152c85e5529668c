"""The same question in several workshops of an event, in one picture: which rounds belong to it, and what is kept.

A picture over rooms shows what is kept with the workshop that shows it, and nothing else. It is kept in the write that
changes it, while it can still be told which answers are of one phone: so neither a restart nor an end changes it.
What a round puts into it is the same in every such picture of the event, and for good (`results.rooms`).
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import NamedTuple

from sqlite_utils import Database

from pollapp.decks import over_rooms, same
from pollapp.questions import Question
from pollapp.questions.statements import Statements
from pollapp.results import Closed, limits, parts
from pollapp.store import answers, rounds, workshops
from pollapp.workshops.counting import drawn
from pollapp.workshops.releasing import moment_of, note_release, released
from pollapp.workshops.scenes import Row, deck_of, look
from pollapp.workshops.views import kept_rooms


class Found(NamedTuple):
    """A closed round of which something may be shown, and its question as that workshop's own deck has it."""

    round: Row
    question: Question


def go_along(db: Database, event: int, now: int) -> list[int]:
    """After a deed in an event: keep what its workshops show over rooms now. Gives those with another picture."""
    return [one["id"] for one in workshops.of_event(db, event) if _goes_along(db, one, now)]


def names(db: Database, event: int, language: str) -> dict[int, str]:
    """{workshop: its title}, numbered where several of an event have the same."""
    decks = {one["id"]: deck_of(one["deck"]) for one in workshops.of_event(db, event)}
    titles = {workshop: deck.title.say(language, deck.languages) for workshop, deck in decks.items()}
    runs: dict[str, list[int]] = {}
    for workshop, title in titles.items():
        runs.setdefault(title, []).append(workshop)
    return {
        workshop: title if len(runs[title]) == 1 else f"{title} ({runs[title].index(workshop) + 1})"
        for workshop, title in titles.items()
    }


def _goes_along(db: Database, workshop: Row, now: int) -> bool:
    if workshop["ended_at"] is not None or not over_rooms(deck_of(workshop["deck"])):
        return False
    scene = look(db, workshop["id"])
    return bool(scene.view == "rooms" and scene.question and _keep(db, workshop, scene.question, now))


def _keep(db: Database, workshop: Row, question: Question, now: int) -> bool:
    """Keep the picture of a question over the rooms as it is now. True when it is another one."""
    _make_parts(db, _found(db, workshop, question), now)
    picture = _picture(_found(db, workshop, question), question)
    kept = kept_rooms(workshop)
    if kept.get(question.id) == picture:
        return False
    workshops.keep_rooms(db, workshop["id"], kept | {question.id: picture})
    return True


def _found(db: Database, workshop: Row, question: Question) -> list[Found]:
    """The rounds of a question in the event, in the order of its workshops; test rounds only beside test rounds."""
    found = []
    for other in workshops.of_event(db, workshop["event"]):
        if (other["test_at"] is None) == (workshop["test_at"] is None):
            asked = (each for each in deck_of(other["deck"]).questions if same(each, question))
            found += [one for each in asked if (one := _latest(db, other, each))][:1]
    return found


def _latest(db: Database, workshop: Row, question: Question) -> Found | None:
    """The last closed round of a question, afterwards before beforehand; None while its workshop does not show it."""
    for side in ("after", "before") if question.pair else (None,):
        if found := rounds.latest_locked(db, workshop["id"], question.id, side):
            hidden = released(db, question, found, moment_of(db, found))["state"] == "hidden"
            return None if hidden else Found(found, question)
    return None


def _make_parts(db: Database, found: list[Found], now: int) -> None:
    """Decide what the rounds that are new here put into the picture. Such a round cannot be opened again."""
    fresh = sorted((one for one in found if not one.round["part"]), key=lambda one: one.round["locked_at"])
    counted = {who for one in found if _counts(one) for who in answers.people(db, one.round["id"])}
    unlinked = len(found) > 1 and any(one.round["cut_at"] is not None for one in found)
    for part in parts([_closed(db, one) for one in fresh], counted):
        for one in fresh:
            if one.round["id"] in part.rounds:
                rounds.change(db, one.round["id"], part=asdict(part) | {"unlinked": unlinked})
                note_release(db, one.round, now)


def _closed(db: Database, one: Found) -> Closed:
    people = answers.people(db, one.round["id"])
    return Closed(one.round["id"], one.question, drawn(db, one.question, one.round), people, _is_finer(*one))


def _is_finer(found: Row, question: Question) -> bool:
    """Whether more than all answers is shown of a round, or will be: groups, pairs, batches, all but the late ones."""
    discovers = isinstance(question, Statements) and question.discover_groups.enabled
    more = any(found[kept] is not None for kept in ("segments", "late", "streamed_at"))
    return more or discovers or question.pair is not None


def _counts(one: Found) -> bool:
    return bool(one.round["part"]) and not json.loads(one.round["part"])["apart"]


def _picture(found: list[Found], question: Question) -> Row | None:
    """{limits, groups: [{workshops, tally, apart}], few, unlinked} of the rounds as they are; None without any."""
    if not found:
        return None
    place = {one.round["id"]: one.round["workshop"] for one in found}
    made = [json.loads(one.round["part"]) for one in found if one.round["part"]]
    whole = [part for part in made if place.keys() >= set(part["rounds"])]
    groups = list({tuple(part["rounds"]): part for part in whole}.values())
    inside = {round_ for part in groups for round_ in part["rounds"]}
    return {
        "limits": limits([question, *(one.question for one in found if one.round["id"] in inside)]),
        "groups": [
            {
                "workshops": [place[round_] for round_ in part["rounds"]],
                "tally": part["tally"],
                "apart": part["apart"],
            }
            for part in groups
        ],
        "few": [workshop for round_, workshop in place.items() if round_ not in inside],
        "unlinked": any(part["unlinked"] for part in groups),
    }
