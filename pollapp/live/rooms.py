"""Who hears what: a room a place, workshop, link generation and language.

A link that has been made new has a new generation, so those who came by the old one hear nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator

from pollapp.language import LANGUAGES
from pollapp.workshops.scenes import Scene

PLACES = {"screen": "control", "desk": "control", "view": "watch"}
"""Place of a presenter's page, and the role its link must have. A `view` is a screen that only watches."""


def room(place: str, scene: Scene, lang: str) -> str:
    generation = scene.workshop[PLACES[place]] if place in PLACES else 0
    return f"{place}:{scene.workshop['id']}:{generation}:{lang}"


def rooms(place: str, scene: Scene) -> Iterator[tuple[str, str]]:
    """(language, room) of each language."""
    for lang in LANGUAGES:
        yield lang, room(place, scene, lang)
