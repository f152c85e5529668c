"""How many messages one participant may send: a bucket that fills again with time. In memory only."""

from __future__ import annotations

import time

from pollapp.errors import TooMany
from pollapp.language import N_
from pollapp.workshops.latest import Latest


class Pace:
    """One bucket a participant, whether the messages come by socket or by HTTP."""

    def __init__(self, per_second: float, at_once: int) -> None:
        self._per_second, self._at_once = per_second, float(at_once)
        self._buckets: Latest[bytes | str, tuple[float, float]] = Latest()

    def take(self, who: bytes | str) -> None:
        """Count one message. Raises TooMany when the bucket is empty."""
        now = time.monotonic()
        left, since = self._buckets.get(who, (self._at_once, now))
        left = min(self._at_once, left + (now - since) * self._per_second)
        if left < 1:
            raise TooMany(N_("That is a lot of messages at once. Wait a few seconds and try again."), field="message")
        self._buckets.note(who, (left - 1, now))
