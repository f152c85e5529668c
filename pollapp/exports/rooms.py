"""What a workshop showed of a question over all rooms, as a report has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlite_utils import Database

from pollapp import language
from pollapp.decks import Deck, over_rooms
from pollapp.language import N_, gettext
from pollapp.workshops.rooms import names
from pollapp.workshops.views import pictured, rooms_picture

Report = dict[str, Any]

APART = N_(
    "%(rooms)s: not in the total. A few people there also answered in another room. "
    "Else one could work out what they said."
)
NOT_ADDED = N_("The rooms are not added up. Else one could work out what one or two people said.")
UNLINKED = N_("A workshop had ended before. Who answered there and in another room as well counts twice.")


class Group(NamedTuple):
    """The workshops of one group, by id and by name, and what is told of it; all together have no ids."""

    workshops: str
    name: str
    apart: bool
    result: Report


def rooms_of(db: Database, workshop: Report, deck: Deck) -> Iterator[Report]:
    """{question, type, workshops: [{id, title}], result, note} of each question that the deck shows over rooms."""
    titles = names(db, workshop["event"], language.current())
    for question in over_rooms(deck):
        result = rooms_picture(workshop, question, pictured(db, workshop["id"], question, None))
        inside = [*result.get("too_few", []), *(each for one in result.get("rooms", []) for each in one["workshops"])]
        yield {
            "question": question.id,
            "type": question.type,
            "workshops": [{"id": one, "title": titles[one]} for one in titles if one in inside],
            "result": result,
            "note": note_of_rooms(result, titles),
        }


def groups_of(one: Report, together: str) -> Iterator[Group]:
    """All together, by this name, and then each group; nothing of a picture that is not shown."""
    titles = {workshop["id"]: workshop["title"] for workshop in one["workshops"]}
    if one["result"].get("together"):
        yield Group("", together, apart=False, result=_shown(one, one["result"]["together"]))
    for room in one["result"].get("rooms", []):
        ids = room["workshops"]
        name = " + ".join(titles[workshop] for workshop in ids)
        yield Group("+".join(map(str, ids)), name, room["apart"], _shown(one, room["result"]))


def _shown(one: Report, result: Report) -> Report:
    return {"type": one["type"], "state": "shown", **result}


def note_of_rooms(result: dict[str, Any], titles: dict[int, str]) -> str | None:
    """Why a picture over rooms cannot be seen, or what is not in it; None where it is all there is."""
    if result["state"] == "hidden":
        return gettext("This has not been shown over the rooms.")
    if result["state"] == "too_few":
        return gettext("Too few answers: at least %(needed)s are needed.", needed=result["needed"])
    apart = [titles[workshop] for room in result["rooms"] if room["apart"] for workshop in room["workshops"]]
    notes = [gettext(APART, rooms=" + ".join(apart))] if apart else []
    if result["withheld"] == "few":
        notes.append(gettext(NOT_ADDED))
    if result["too_few"]:
        few = (titles[one] for one in result["too_few"])
        notes.append(gettext("%(rooms)s: too few people to show.", rooms=" + ".join(few)))
    if result["unlinked"]:
        notes.append(gettext(UNLINKED))
    return " ".join(notes) or None
