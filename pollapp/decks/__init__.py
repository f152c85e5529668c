"""Deck files: read and checked with every problem in a sentence, and the five that come with pollapp."""

from __future__ import annotations

from pathlib import Path

from pollapp.decks.deck import Ask, Break, Deck, Segment, Show, Step, Talk, schema
from pollapp.decks.likeness import over_rooms, same
from pollapp.decks.reading import read_deck

__all__ = [
    "BUNDLED",
    "Ask",
    "Break",
    "Deck",
    "Segment",
    "Show",
    "Step",
    "Talk",
    "bundled_files",
    "over_rooms",
    "read_deck",
    "same",
    "schema",
]


def bundled_files() -> list[Path]:
    """The YAML files of the five decks that come with pollapp, in the order of the event."""
    return sorted((Path(__file__).parent / "bundled").glob("*.yaml"))


BUNDLED = [read_deck(file.read_text("utf-8")) for file in bundled_files()]
