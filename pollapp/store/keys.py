"""The secrets, in a file apart from the database and its backups.

`server` signs cookies and makes the links of presenters; each event has a key of its own that turns a
phone's token into the number its answers stand under. Without it nobody can find back whose answer is whose:
destroying it breaks the link in every copy of the database too.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pollapp.errors import PollError, Unavailable
from pollapp.language import N_
from pollapp.store.troubles import CANNOT_SAVE


class Keys:
    """Read the secrets, or make them the first time. Raises PollError when the file is damaged."""

    def __init__(self, path: Path) -> None:
        self._path, self._changing = path, threading.Lock()
        try:
            found = json.loads(path.read_text("ascii")) if path.exists() else {}
            self._server = bytes.fromhex(found.get("server", "")) or secrets.token_bytes(32)
            self._events = {int(event): bytes.fromhex(key) for event, key in found.get("events", {}).items()}
            _destroy(self._fresh)
            if not path.exists():
                self._keep(self._events)
        except (OSError, ValueError, AttributeError) as error:
            raise PollError(
                N_("The file with keys %(path)s cannot be used (%(reason)s). Restore it from your own copy."),
                field="keys",
                path=path,
                reason=error,
            ) from None

    @property
    def server(self) -> bytes:
        """32 bytes that sign cookies."""
        return self._server

    def link(self, workshop: int, role: str, generation: int) -> str:
        """The secret in a presenter's address (128 bits): for one workshop, one role, until it is renewed."""
        return self._sign(f"link:{workshop}:{role}:{generation}".encode())

    def form(self, who: str) -> str:
        """The token that a form of this person carries, against forms of other sites."""
        return self._sign(b"form:" + who.encode())

    def participant(self, event: int, token: str) -> bytes:
        """The number (128 bits) under which the answers of this phone stand in this event. Raises Unavailable."""
        return hmac.digest(self._event(event), token.encode(), hashlib.sha256)[:16]

    def events(self) -> list[int]:
        """The events that have a key."""
        return list(self._events)

    def forget(self, event: int) -> None:
        """Destroy the key of an event: from now on nobody's answers can be found back. Raises OSError.

        A phone that comes after this gets a number under a new key.
        """
        with self._changing:
            self._keep({one: key for one, key in self._events.items() if one != event})

    def _event(self, event: int) -> bytes:
        """The key of an event, made when the first phone comes."""
        with self._changing:
            if event not in self._events:
                try:
                    self._keep(self._events | {event: secrets.token_bytes(32)})
                except OSError:
                    raise Unavailable(CANNOT_SAVE) from None
            return self._events[event]

    def _sign(self, text: bytes) -> str:
        return hmac.digest(self._server, text, hashlib.sha256)[:16].hex()

    @property
    def _fresh(self) -> Path:
        return self._path.with_suffix(".new")

    def _keep(self, events: dict[int, bytes]) -> None:
        """Write the whole file anew beside the old one and swap, so that a crash leaves one of the two.

        No key is used before it is on the disk: answers under a key that was lost would be a second person's.
        Then the old file is blanked, so that a key that was taken out is in no block of the disk that a file had.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        content = {"server": self._server.hex(), "events": {str(e): k.hex() for e, k in events.items()}}
        with os.fdopen(os.open(self._fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        with _kept_open(self._path) as old:
            self._fresh.replace(self._path)
            folder = os.open(self._path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
            self._events = events
            if old is not None:
                _blank(old)


def _destroy(path: Path) -> None:
    """Blank and remove a file that a crash left behind."""
    with _kept_open(path) as file:
        if file is not None:
            _blank(file)
            path.unlink()


@contextmanager
def _kept_open(path: Path) -> Iterator[int | None]:
    """The file behind this name, also when another one gets the name meanwhile; None where there is none."""
    try:
        file = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        yield None
        return
    try:
        yield file
    finally:
        os.close(file)


def _blank(file: int) -> None:
    os.pwrite(file, bytes(os.fstat(file).st_size), 0)
    os.fsync(file)
