"""Simulated people for these tests: everybody of a workshop, and what they are shown."""

from __future__ import annotations

from typing import Any

from pollapp.rehearsal.character import Character, character

CODE = "123456"

SCALE = {
    "id": "q4",
    "type": "scale",
    "title": "How do you see it?",
    "scale": {"points": 7, "low": "One way", "high": "The other way", "no_opinion": False},
    "allow_skip": True,
}


def everybody(count: int = 40) -> list[Character]:
    return [character(CODE, number) for number in range(count)]


def stage(round_: int | None = 7, state: str | None = "open", **other: Any) -> dict[str, Any]:
    """A message `stage` with a scale on it."""
    return {"round": round_, "state": state, "paused": False, "question": SCALE, "side": None} | other
