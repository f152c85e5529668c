"""A new workshop: from a deck that comes with pollapp, or from a file of one's own."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from pollapp import language
from pollapp.decks import BUNDLED, Deck, read_deck
from pollapp.errors import DeckError, NotFound, PollError
from pollapp.language import N_, gettext
from pollapp.web.doors import house
from pollapp.web.organise_door import aside, note, organise
from pollapp.web.organise_events import ID
from pollapp.workshops import planning

MOST_PROBLEMS = 40
LONGEST_LINE = 80


@organise.route(f"/event/{ID}event>/add", methods=["GET", "POST"])
def add(event: int) -> Any:
    """Choose a deck, or send one; what is wrong with it is told by line, and nothing that was sent is lost."""
    found = planning.own_event(house().store, g.organiser, event)
    if request.method == "GET":
        return _page(found)
    text = ""
    try:
        if "deck" in request.form:
            deck = _bundled(request.form["deck"])
        else:
            text = _sent()
            deck = aside(lambda _: read_deck(text))
    except PollError as error:
        return _page(found, error, text), error.status
    planning.add_workshop(house().store, event, deck)
    note("add workshop")
    flash(gettext("“%(title)s” has been added.", title=_title(deck)))
    return redirect(url_for("organise.event", event=event))


def _bundled(id: str) -> Deck:
    for deck in BUNDLED:
        if deck.id == id:
            return deck
    raise NotFound(N_("This deck does not come with pollapp. Choose one of the list."), field="deck")


def _sent() -> str:
    """The text of the file, else what was pasted. Raises PollError when there is neither."""
    file = request.files.get("file")
    content = file.read() if file else b""
    if content:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise PollError(
                N_("This file is not plain text in UTF-8. Save it so and try again."), field="file"
            ) from None
    pasted = request.form.get("text", "").replace("\r\n", "\n")
    if not pasted.strip():
        raise PollError(N_("Choose a file, or paste the deck in the field below it."), field="file")
    return pasted


def _page(event: dict[str, Any], error: PollError | None = None, text: str = "") -> str:
    lines = text.split("\n")
    problems = error.problems if isinstance(error, DeckError) else []
    return render_template(
        "organise/add.html",
        event=event,
        decks=[{"id": deck.id, "title": _title(deck), "questions": len(deck.questions)} for deck in BUNDLED],
        error=error.as_message() if error else None,
        problems=[
            {"line": one.line, "where": one.where, "sentence": one.sentence, "text": _line(lines, one.line)}
            for one in problems[:MOST_PROBLEMS]
        ],
        more=max(0, len(problems) - MOST_PROBLEMS),
        text=text or request.form.get("text", ""),
    )


def _line(lines: list[str], number: int) -> str:
    """What stands on a line of the deck, cut to what can be read at a glance."""
    found = lines[number - 1].strip() if 1 <= number <= len(lines) else ""
    return found if len(found) <= LONGEST_LINE else f"{found[:LONGEST_LINE]}…"


def _title(deck: Deck) -> str:
    return deck.title.say(language.current(), deck.languages)
