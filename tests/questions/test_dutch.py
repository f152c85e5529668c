"""Every sentence of the two pure rooms that speak has its Dutch, and no Dutch is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from pollapp.language import CATALOGUES

ROOMS = pytest.mark.parametrize("room", ["questions", "decks"])


def sentences(room: str) -> set[str]:
    found = extract_from_dir(CATALOGUES.parent / room, [("**.py", "python")], keywords={"N_": None})
    return {str(message) for _, _, message, _, _ in found}


def dutch(room: str) -> dict[str, str]:
    with Path(CATALOGUES / "nl" / f"{room}.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


@ROOMS
def test_every_sentence_has_its_dutch(room: str):
    assert sentences(room)
    assert sentences(room) == set(dutch(room))


@ROOMS
def test_the_dutch_fills_in_the_same_words(room: str):
    for english, shown in dutch(room).items():
        assert shown != english
        assert sorted(re.findall(r"%\(\w+\)s", shown)) == sorted(re.findall(r"%\(\w+\)s", english)), english


@ROOMS
def test_a_sentence_names_a_remedy_and_stays_short(room: str):
    for each in sentences(room):
        assert all(len(part.split()) <= 20 for part in re.split(r"(?<=[.?]) ", each)), each
