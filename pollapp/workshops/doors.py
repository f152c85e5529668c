"""Who comes in: six digits for participants, links with a secret for presenters."""

from __future__ import annotations

import hmac
import secrets
import time
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from pollapp.errors import Forbidden, NotFound, PollError, Refused, TooMany
from pollapp.language import N_
from pollapp.store import Keys, Store, workshops
from pollapp.workshops.latest import Latest
from pollapp.workshops.presence import Presence

ROLES = ("control", "watch")


@dataclass(frozen=True)
class Link:
    """What a presenter's secret opens: a workshop, to control it or only to watch."""

    workshop: int
    role: str


class Guesses:
    """Failed tries of the last `seconds`, in memory only. A right one is never refused for them."""

    def __init__(self, limit: int, seconds: int) -> None:
        self._limit, self._seconds = limit, seconds
        self._failed: Latest[str, list[float]] = Latest()

    def failed(self, who: str) -> bool:
        """Note a failure. True when there were too many."""
        tries = [*self._recent(who)[-self._limit :], time.monotonic()]
        self._failed.note(who, tries)
        return len(tries) > self._limit

    def full(self, who: str) -> bool:
        return len(self._recent(who)) >= self._limit

    def _recent(self, who: str) -> list[float]:
        oldest = time.monotonic() - self._seconds
        return [when for when in self._failed.get(who, []) if when >= oldest]


class Door:
    """Finds the workshop of a join code, and limits wrong guesses by address and altogether."""

    def __init__(self, store: Store, presence: Presence, per_minute: int) -> None:
        self._store, self._presence = store, presence
        self._known: dict[str, tuple[int, int]] = {}
        store.listen(lambda _: self._known.clear())
        self._by_address = Guesses(per_minute, 60)
        self._altogether = Guesses(per_minute * 20, 60)

    def find(self, code: Any, address: str) -> int:
        """The workshop of a code. Raises NotFound, or TooMany after many wrong ones; never for a right one."""
        plain = clean(code)
        found = self._look_up(plain) if plain else None
        if found is not None:
            return found
        if self._by_address.failed(address) | self._altogether.failed("all"):
            raise TooMany(N_("Too many wrong codes. Wait a minute and look at the screen again."), field="code")
        if plain is None:
            raise PollError(N_("A code has six digits. Type the code that is on the screen."), field="code")
        raise NotFound(N_("No workshop has this code now. Look at the screen and try again."), field="code")

    def _look_up(self, code: str) -> int | None:
        """The workshop of a code, asked of the store once a second, however many come in."""
        now = int(time.monotonic())
        if (known := self._known.get(code)) and known[1] == now:
            return known[0]
        found = self._store.read(lambda db: workshops.by_code(db, code))
        if found is not None:
            self._known[code] = found, now
        return found

    def let_in(self, workshop: dict[str, Any], participant: bytes) -> bool:
        """See this participant in. Raises Refused for a newcomer when the door is closed.

        True when one more person is in the room.
        """
        newcomer = not self._presence.knows(workshop["id"], participant)
        if newcomer and workshop["closed_at"] is not None and workshop["ended_at"] is None:
            newcomer = not self._store.read(lambda db: _answered(db, workshop["id"], participant))
            if newcomer:
                raise Refused(N_("This workshop takes no new participants any more. Ask the presenter."), field="code")
        return self._presence.see(workshop["id"], participant)


def clean(code: Any) -> str | None:
    """Six digits, however they were typed; None when it is not a code."""
    if not isinstance(code, str) or len(code) > 40:
        return None
    plain = "".join(code.split()).replace("-", "").replace(".", "")
    return plain if len(plain) == 6 and plain.isascii() and plain.isdigit() else None


def spaced(code: str) -> str:
    """“123 456”, as people read it."""
    return f"{code[:3]} {code[3:]}"


def new_code(db: Database) -> str:
    """Six digits that no workshop has now."""
    while True:
        code = f"{secrets.randbelow(900_000) + 100_000}"
        if workshops.by_code(db, code) is None:
            return code


def open_link(store: Store, keys: Keys, secret: Any) -> Link:
    """What a secret opens. Raises Forbidden. Every workshop is compared, each in constant time."""
    if isinstance(secret, str) and len(secret) == 32 and secret.isascii():
        found = None
        for one in store.read(workshops.everyone):
            for role in ROLES:
                if hmac.compare_digest(keys.link(one["id"], role, one[role]), secret):
                    found = Link(one["id"], role)
        if found:
            return found
    raise Forbidden(N_("This link is not valid (any more). Ask the organiser for a new one."), field="key")


def link_still_opens(store: Store, keys: Keys, workshop: int, role: str, secret: str) -> bool:
    """Whether a secret that was exchanged before is still good: it may have been made new since."""
    found = store.read(lambda db: workshops.get(db, workshop))
    return bool(found and role in ROLES and hmac.compare_digest(keys.link(workshop, role, found[role]), secret))


def _answered(db: Database, workshop: int, participant: bytes) -> bool:
    found = db.execute(
        "SELECT 1 FROM answer JOIN round ON round.id = answer.round WHERE workshop = ? AND participant = ? LIMIT 1",
        [workshop, participant],
    )
    return found.fetchone() is not None
