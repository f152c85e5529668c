"""Who hears what: a room a place, workshop, link generation and language.

A link that has been made new has a new generation, so those who came by the old one hear nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator

from pollapp.language import LANGUAGES
from pollapp.live.people import Person
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


class Rooms:
    """Who is in which room; everybody is in one at most."""

    def __init__(self) -> None:
        self._rooms: dict[str, dict[str, Person]] = {}

    def enter(self, person: Person, name: str) -> None:
        """Have them hear this room and no other."""
        if person.heard != name:
            self.leave(person)
            person.heard = name
        self._rooms.setdefault(name, {})[person.sid] = person

    def leave(self, person: Person) -> None:
        room = self._rooms.get(person.heard or "", {})
        room.pop(person.sid, None)
        if person.heard and not room:
            self._rooms.pop(person.heard, None)

    def people(self, name: str) -> list[Person]:
        return list(self._rooms.get(name, {}).values())

    def __contains__(self, name: str) -> bool:
        return name in self._rooms
