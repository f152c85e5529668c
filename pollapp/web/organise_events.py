"""The organiser's events, and one event with its workshops."""

from __future__ import annotations

from typing import Any

from flask import g, redirect, render_template, request, url_for

from pollapp import language
from pollapp.errors import PollError
from pollapp.store import events as stored
from pollapp.store import workshops
from pollapp.web.doors import house
from pollapp.web.organise_door import note, organise
from pollapp.web.organise_links import standing
from pollapp.web.organise_view import day, workshop
from pollapp.workshops import planning

Row = dict[str, Any]
ID = "<int(max=9223372036854775807):"


@organise.route("/", methods=["GET", "POST"])
def events() -> Any:
    """All events; the form makes a new one."""
    if request.method == "GET":
        return _all_events()
    title = request.form.get("title", "")[:200]
    try:
        event = planning.add_event(house().store, g.organiser, title)
    except PollError as error:
        return _all_events(error.as_message(), title), error.status
    note("make event")
    return redirect(url_for("organise.event", event=event))


@organise.get(f"/event/{ID}event>")
def event(event: int) -> str:
    """One event: its workshops, and what can be done with each."""
    found = planning.own_event(house().store, g.organiser, event)
    shops = [workshop(row) for row in _workshops(event)]
    return render_template(
        "organise/event.html",
        event=found | {"day": day(found["created_at"])},
        shops=[shop for shop in shops if shop["code"]],
        earlier=[shop for shop in shops if not shop["code"]],
        standing=standing(event),
        going_on=bool(house().store.read(lambda db: workshops.going_on(db, event))),
    )


@organise.get(f"/event/{ID}event>/codes")
def codes(event: int) -> str:
    """A page to print: every workshop on a sheet of its own, with its code and QR code."""
    found = planning.own_event(house().store, g.organiser, event)
    scenes = [house().scenes.get(row["id"]) for row in _workshops(event) if row["code"]]
    sheets = [
        {"title": scene.title(language.current()), **house().partials.invitation(scene)}
        for scene in scenes
        if scene.workshop["ended_at"] is None
    ]
    return render_template("organise/codes.html", event=found, sheets=sheets)


def _all_events(error: Row | None = None, title: str = "") -> str:
    found = [
        row | {"day": day(row["created_at"]), "workshops": sum(bool(one["code"]) for one in _workshops(row["id"]))}
        for row in house().store.read(lambda db: stored.of_organiser(db, g.organiser))
    ]
    return render_template("organise/events.html", events=found, error=error, title=title)


def _workshops(event: int) -> list[Row]:
    return house().store.read(lambda db: workshops.of_event(db, event))
