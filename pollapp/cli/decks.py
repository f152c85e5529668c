"""Check deck files, and bring one in as a new workshop."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pollapp.decks import read_deck
from pollapp.errors import NotFound
from pollapp.language import N_, current, gettext
from pollapp.settings import Settings
from pollapp.store import Store, events
from pollapp.workshops import planning


@click.group()
def decks() -> None:
    """Deck files: the questions and their running order."""


@decks.command()
@click.argument("files", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1, required=True)
def check(files: tuple[Path, ...]) -> None:
    """Check deck FILES; every problem is told with its line and what to do."""
    for file in files:
        deck = read_deck(file.read_text("utf-8", errors="replace"))
        print(gettext("%(file)s: %(count)s questions, ready to use", file=file, count=len(deck.questions)))


@decks.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--event", type=int, required=True, help="The number of the event, as in its address.")
@click.option("--database", type=click.Path(path_type=Path), help="The database file.")
def import_(file: Path, event: int, database: Path | None) -> None:
    """Make a workshop of an event from a deck FILE."""
    deck = read_deck(file.read_text("utf-8", errors="replace"))
    store = Store(Settings.read(os.environ, database=database).database)
    try:
        if store.read(lambda db: events.get(db, event)) is None:
            raise NotFound(N_("There is no event %(event)s."), field="event", event=event)
        planning.add_workshop(store, event, deck)
    finally:
        store.close()
    print(gettext("Added “%(title)s”.", title=deck.title.say(current(), deck.languages)))
