"""The end of an event: all its workshops at once, and no answer is linked to a phone any more."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from pollapp.errors import Refused
from pollapp.language import N_, gettext
from pollapp.store import workshops
from pollapp.web.doors import house
from pollapp.web.organise_door import note, organise
from pollapp.web.organise_events import ID
from pollapp.web.organise_links import title
from pollapp.workshops import ending, planning

Row = dict[str, Any]


@organise.get(f"/event/{ID}event>/end")
def ask_end(event: int) -> str:
    """What cannot be undone is asked first."""
    found, going = _may(event)
    return render_template("organise/end_event.html", event=found, going=[title(row) for row in going])


@organise.post(f"/event/{ID}event>/end")
def end_event(event: int) -> Any:
    _may(event)
    ending.end_event(house().store, house().keys, event)
    note("end event")
    flash(gettext("The event has ended. No answer is linked to a phone any more."))
    return redirect(url_for("organise.event", event=event))


def _may(event: int) -> tuple[Row, list[Row]]:
    """The organiser's own event and its workshops that go on. Raises NotFound, or Refused where none does."""
    found = planning.own_event(house().store, g.organiser, event)
    going = house().store.read(lambda db: workshops.going_on(db, event))
    if not going:
        raise Refused(N_("All workshops of this event have ended. There is nothing left to end."), field="event")
    return found, going
