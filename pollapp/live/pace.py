"""How many messages one participant may send: a bucket that fills again with time. In memory only."""

from __future__ import annotations

import time

from pollapp.errors import TooMany
from pollapp.language import N_

LARGEST = 20_000
"""How many buckets are kept; full ones are forgotten first."""


class Pace:
    def __init__(self, per_second: float, at_once: int) -> None:
        self._per_second, self._at_once = per_second, float(at_once)
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, who: str) -> None:
        """Count one message. Raises TooMany when the bucket is empty."""
        now = time.monotonic()
        left, since = self._buckets.get(who, (self._at_once, now))
        left = min(self._at_once, left + (now - since) * self._per_second)
        if left < 1:
            raise TooMany(N_("That is a lot of messages at once. Wait a few seconds and try again."), field="message")
        if len(self._buckets) > LARGEST:
            self._tidy(now)
        self._buckets[who] = (left - 1, now)

    def _tidy(self, now: float) -> None:
        full = self._at_once / self._per_second
        self._buckets = {who: kept for who, kept in self._buckets.items() if now - kept[1] < full}
