"""One workshop: its links, its door, the proof, the downloads, and how it ends."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, redirect, render_template, request, url_for

from pollapp import language
from pollapp.errors import Refused
from pollapp.exports import collect, export
from pollapp.language import N_, gettext
from pollapp.store import Store, rounds
from pollapp.web.doors import house
from pollapp.web.organise_door import aside, note, organise
from pollapp.web.organise_events import ID
from pollapp.web.organise_view import workshop as in_words
from pollapp.workshops import life, planning
from pollapp.workshops.scenes import deck_of

Row = dict[str, Any]

DONE = {
    "close": N_("The door is closed: newcomers cannot join any more."),
    "welcome": N_("The door is open."),
    "test": N_("This is a test round now: nothing counts and nothing can be downloaded."),
    "real": N_("This is a real round now."),
    "renew": N_("The links are new. The old ones do not work any more."),
    "end": N_("The workshop has ended. The results can be downloaded."),
    "anew": N_("This is the new run, with the same code and the same questions."),
}
ASKED_FIRST = ("end", "renew", "anew", "test")


@organise.get(f"/workshop/{ID}workshop>")
def workshop(workshop: int) -> str:
    row = planning.own_workshop(house().store, g.organiser, workshop)
    return render_template(
        "organise/workshop.html",
        event=planning.own_event(house().store, g.organiser, row["event"]),
        shop=in_words(row),
        links=_links(row),
        offered=offered(row),
        proof=aside(lambda store: _proof(store, row)),
        rows=bool(deck_of(row["deck"]).announced),
    )


@organise.get(f"/workshop/{ID}workshop>/<any({','.join(ASKED_FIRST)}):deed>")
def ask(workshop: int, deed: str) -> str:
    """What cannot be undone is asked first."""
    row = _may(workshop, deed)
    held = [one for one in aside(lambda store: _proof(store, row)) if one["note"]] if deed == "end" else []
    linked = house().partials.linked(house().scenes.get(workshop), language.current())
    return render_template(
        "organise/confirm.html", shop=in_words(row), deed=deed, rev=row["rev"], held=held, linked=linked
    )


@organise.post(f"/workshop/{ID}workshop>/<any({','.join(DONE)}):deed>")
def do(workshop: int, deed: str) -> Any:
    row = _may(workshop, deed)
    if deed == "end":
        life.do(house().store, house().keys, workshop, _rev(), "end")
    elif deed == "anew":
        workshop = planning.start_anew(house().store, workshop)
    else:
        planning.change(house().store, row["id"], deed)
    note(deed)
    flash(gettext(DONE[deed]))
    return redirect(url_for("organise.workshop", workshop=workshop))


@organise.get(f"/workshop/{ID}workshop>/download/<kind>")
def download(workshop: int, kind: str) -> Response:
    """A file to take home; `?delimiter=` is what stands between the cells of a csv, `?sample=1` adds margins."""
    planning.own_workshop(house().store, g.organiser, workshop)
    lang, delimiter = language.current(), request.args.get("delimiter")
    sample = request.args.get("sample") == "1"
    made = aside(lambda store: export(store, workshop, kind, lang, delimiter, sample=sample))
    note(f"download {kind}")
    response = Response(made.content, content_type=made.type)
    response.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response


def offered(row: Row) -> set[str]:
    """What can be done with a workshop now."""
    if row["ended_at"] is not None:
        return {"renew", "anew"} if row["code"] else {"renew"}
    if row["code"] is None:
        return set()
    begun = bool(house().store.read(lambda db: rounds.of_workshop(db, row["id"])))
    door = "close" if row["closed_at"] is None else "welcome"
    marks = {"test"} if row["test_at"] is None else set() if begun else {"real"}
    return {door, "renew", "end", *marks, *(() if begun else ("anew",))}


def _may(workshop: int, deed: str) -> Row:
    """The organiser's own workshop, when this can be done with it. Raises NotFound or Refused."""
    row = planning.own_workshop(house().store, g.organiser, workshop)
    if deed not in offered(row):
        raise Refused(N_("This is not possible now. Look at the workshop again."), field="deed")
    return row


def _rev() -> Any:
    text = request.form.get("rev", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else text


def _links(row: Row) -> list[tuple[str, str, str]]:
    """[(id, what it is, address)]: to copy."""
    settings, keys = house().settings, house().keys
    control, watch = (keys.link(row["id"], role, row[role]) for role in ("control", "watch"))
    found = [
        ("control", gettext("For the presenter"), url_for("present.exchange", key=control, page="screen")),
        ("watch", gettext("Only to watch"), url_for("present.exchange", key=watch, page="screen")),
    ]
    if row["code"] and row["ended_at"] is None:
        found.append(("phone", gettext("For phones"), f"/{row['code']}"))
    return [(id, what, settings.phone_url + path) for id, what, path in found]


def _proof(store: Store, row: Row) -> list[Row]:
    """The proof of each round in words: with `title`, `right` (accepted is stored) and `note` (why it is not seen)."""
    deck, lang = deck_of(row["deck"]), language.current()

    def read(db: Any) -> list[Row]:
        notes = {} if row["test_at"] else {one["round"]: one["note"] for one in collect(db, row["id"])["rounds"]}
        return [one | {"note": notes.get(one["round"])} for one in planning.proof(db, row)]

    return [
        one
        | {
            "title": deck.question(one["question"]).title.say(lang, deck.languages),
            "right": one["accepted"] == one["stored"],
        }
        for one in store.read(read)
    ]
