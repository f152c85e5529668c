"""A memory that does not grow for ever, whoever sends whatever."""

from __future__ import annotations

import threading
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
        self._most, self._changing = most, threading.Lock()
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def note(self, key: Key, value: Value) -> None:
        with self._changing:
            self._kept[key] = value
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def get(self, key: Key, default: Value) -> Value:
        return self._kept.get(key, default)

    def __contains__(self, key: Key) -> bool:
        return key in self._kept
