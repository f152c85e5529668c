"""A memory that does not grow for ever, whoever sends whatever."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from contextlib import suppress
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

MOST = 20_000
"""More than the largest hall, and a few megabytes at most."""


class Latest(Generic[Key, Value]):
    """What was noted last of each of at most `most` keys; the one that was noted longest ago is forgotten first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def note(self, key: Key, value: Value) -> None:
        """Without a lock, which costs more than all the rest: threads that meet forget another one, or one more."""
        self._kept[key] = value
        with suppress(KeyError):  # it was the one that another thread forgot
            self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def get(self, key: Key, default: Value) -> Value:
        return self._kept.get(key, default)

    def __contains__(self, key: Key) -> bool:
        return key in self._kept
