"""A memory that does not grow for ever, whoever sends whatever."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
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
        """Without a lock: each step is whole by itself, and another thread in between only changes who is forgotten."""
        self._kept[key] = value
        try:
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        except KeyError:
            return  # another thread was faster

    def get(self, key: Key, default: Value) -> Value:
        return self._kept.get(key, default)

    def __contains__(self, key: Key) -> bool:
        return key in self._kept
