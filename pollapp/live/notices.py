"""Tells presenters, and the log, when nothing can be saved and when it can again."""

from __future__ import annotations

import time

import structlog

from pollapp import language
from pollapp.errors import Unavailable
from pollapp.house import House
from pollapp.language import N_, gettext
from pollapp.live.people import People
from pollapp.live.wire import Packed
from pollapp.store import workshops
from pollapp.store.troubles import CALM, Trouble
from pollapp.workshops import discovering

log = structlog.get_logger()

WALL = N_("One moment: answers cannot be saved just now. They wait on the phones and follow by themselves.")
"""What everybody in the room may read; why it is so stands at the desk."""


def trouble(found: Trouble | None, place: str) -> str | None:
    """The sentence for a screen or a desk, in the current language; None when all is well."""
    if found is None:
        return None
    return f"{gettext(found.sentence)} {gettext(CALM)}" if place == "desk" else gettext(WALL)


class Notices:
    """Sends the message `trouble` to every screen and desk, and brings them up to date afterwards."""

    def __init__(self, house: House, people: People) -> None:
        self._house, self._people = house, people
        self._trouble: tuple[float, str] | None = None
        house.store.listen_for_trouble(self.tell)

    def tell(self, found: Trouble | None) -> None:
        self._note(found)
        for person in list(self._people.values()):
            if person.link and person.heard:
                with language.use(person.lang):
                    message = {"sentence": trouble(found, person.heard.partition(":")[0])}
                person.send(Packed("trouble", message))
        if found is None:
            self._catch_up()

    def _note(self, found: Trouble | None) -> None:
        """The reason stands in both lines: the first one may have found no room on the disk."""
        now = time.monotonic()
        since, why = self._trouble or (now, "")
        if found:
            self._trouble = since, found.name
            log.error("nothing can be saved; answers are refused and wait on the phones", why=found.name)
        else:
            self._trouble = None
            log.warning("answers are saved again", why=why, seconds=round(now - since))

    def _catch_up(self) -> None:
        """What could not be read or kept meanwhile is looked at once more."""
        try:
            for one in self._house.store.read(workshops.everyone):
                self._house.store.tell(one["id"])
            discovering.begin(self._house.store)
        except Unavailable:
            return  # it was over for a moment only: the next end of it does this
