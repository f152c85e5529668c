"""Native threads and the way back from them, for a process that nobody patched.

The room that knows eventlet has the same for a patched process (`live/green.py`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Protocol


class Waiter(Protocol):
    """Somebody who waits for a native thread: `done` is called there, `wait` returns or raises here."""

    def done(self, result: Any, error: BaseException | None) -> None: ...
    def wait(self) -> Any: ...


class Natives(Protocol):
    def start(self, target: Callable[[], None]) -> Callable[[], None]:
        """Run `target` in a native thread; what comes back waits for its end."""

    def beside(self, target: Callable[[], None]) -> None:
        """Run `target` while others go on; it may wait as they do, also for another process. Nobody waits for it."""

    def rest(self, seconds: float) -> None:
        """In a native thread: do nothing for so long."""

    def queue(self) -> SimpleQueue[Any]: ...
    def waiter(self) -> Waiter: ...

    def tell(self, call: Callable[[], None]) -> None:
        """Have `call()` done where the others go on; without others, where it is told."""


class ThreadWaiter:
    def __init__(self) -> None:
        self._event = threading.Event()
        self._result: Any = None
        self._error: BaseException | None = None

    def done(self, result: Any, error: BaseException | None) -> None:
        self._result, self._error = result, error
        self._event.set()

    def wait(self) -> Any:
        self._event.wait()
        if self._error is not None:
            raise self._error
        return self._result


class Threads:
    """The natives of an ordinary process."""

    def start(self, target: Callable[[], None]) -> Callable[[], None]:
        thread = threading.Thread(target=target, name="pollapp-writer", daemon=True)
        thread.start()
        return thread.join

    def beside(self, target: Callable[[], None]) -> None:
        threading.Thread(target=target, name="pollapp-beside", daemon=True).start()

    def rest(self, seconds: float) -> None:
        time.sleep(seconds)

    def queue(self) -> SimpleQueue[Any]:
        return SimpleQueue()

    def waiter(self) -> Waiter:
        return ThreadWaiter()

    def tell(self, call: Callable[[], None]) -> None:
        call()
