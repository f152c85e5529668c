"""What the organiser's pages show of a workshop, in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from babel.dates import format_date
from flask import url_for

from pollapp import language
from pollapp.language import N_, gettext, ngettext
from pollapp.web.doors import house
from pollapp.workshops.doors import spaced
from pollapp.workshops.scenes import Scene

Row = dict[str, Any]

STATES = {
    "ready": N_("Ready to begin"),
    "running": N_("Running now"),
    "paused": N_("Paused"),
    "last": N_("Last slide"),
    "ended": N_("Ended"),
    "replaced": N_("Started anew"),
}


def workshop(row: Row) -> Row:
    """A workshop for a page: {id, title, code, state, words, detail, test, closed, present, desk}."""
    scene = house().scenes.get(row["id"])
    state = state_of(row, scene)
    key = house().keys.link(row["id"], "control", row["control"])
    return {
        "id": row["id"],
        "title": scene.title(language.current()),
        "code": spaced(row["code"]) if row["code"] else "",
        "state": state,
        "words": gettext(STATES[state]),
        "detail": _detail(row, scene, state),
        "test": row["test_at"] is not None,
        "closed": row["closed_at"] is not None and row["ended_at"] is None,
        "present": url_for("present.exchange", key=key, page="screen"),
        "desk": url_for("present.exchange", key=key, page="desk"),
    }


def state_of(row: Row, scene: Scene) -> str:
    """One of STATES."""
    if row["ended_at"] is not None:
        return "ended"
    if row["code"] is None:
        return "replaced"
    if row["paused_at"] is not None:
        return "paused"
    return {"lobby": "ready", "end": "last"}.get(scene.kind, "running")


def day(when: int) -> str:
    """“dinsdag 24 november 2026”, in the time of this server."""
    locale = {"en": "en_GB"}.get(language.current(), language.current())
    return format_date(datetime.fromtimestamp(when).astimezone(), "full", locale=locale)


def _detail(row: Row, scene: Scene, state: str) -> str:
    """“31 phones, step 4 of 8”, or the day of the end."""
    if state in ("ended", "replaced"):
        return day(row["ended_at"] or row["step_at"])
    people = house().presence.count(row["id"])
    phones = ngettext("%(num)s phone", "%(num)s phones", people)
    steps = len(scene.deck.flow)
    if 1 <= row["step"] <= steps:
        return f"{phones}, " + gettext("step %(step)s of %(steps)s", step=row["step"], steps=steps)
    return phones
