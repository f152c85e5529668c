"""One of the modules that know eventlet: native threads in a patched process, and the server.

In a patched process `threading` is green, so the writer's thread and queue are the original ones. When it has
committed, it drops what it has to tell into a deque and writes a byte into a pipe; one greenlet of the loop
waits for that byte and wakes those who wait.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import eventlet
import eventlet.wsgi
import structlog
from eventlet import greenio, patcher
from eventlet.event import Event
from eventlet.semaphore import Semaphore
from eventlet.websocket import FailedConnectionError, RFC6455WebSocket

from pollapp.store.natives import Waiter

log = structlog.get_logger()

LARGEST_HALL = 65_000
"""Connections at once; the limit of open files is usually reached first."""

WAITING_OUTSIDE = 4096
"""Connections that the system keeps until they are taken."""

_threading = patcher.original("threading")
_socket = patcher.original("socket")
_queue = patcher.original("queue")
_os_write = patcher.original("os").write
_sleep = patcher.original("time").sleep


class GreenWaiter:
    """Waits on the loop for something that a native thread does."""

    def __init__(self, wake: Callable[[Callable[[], None]], None]) -> None:
        self._event, self._wake = Event(), wake

    def done(self, result: Any, error: BaseException | None) -> None:
        if error is None:
            self._wake(lambda: self._event.send(result))
        else:
            self._wake(lambda: self._event.send_exception(error))

    def wait(self) -> Any:
        return self._event.wait()


class GreenNatives:
    """The natives of a process that eventlet has patched."""

    def __init__(self) -> None:
        self._told: deque[Callable[[], None]] = deque()
        self._woken = False
        reading, self._writing = os.pipe()
        self._pipe = greenio.GreenPipe(reading, "rb", 0)
        eventlet.spawn(self._listen)

    def start(self, target: Callable[[], None]) -> Callable[[], None]:
        thread = _threading.Thread(target=target, name="pollapp-writer", daemon=True)
        thread.start()
        return partial(self._end, thread)

    def beside(self, target: Callable[[], None]) -> None:
        eventlet.spawn(target)

    def rest(self, seconds: float) -> None:
        _sleep(seconds)

    def queue(self) -> SimpleQueue[Any]:
        queue: SimpleQueue[Any] = _queue.SimpleQueue()
        return queue

    def waiter(self) -> Waiter:
        return GreenWaiter(self.tell)

    def tell(self, call: Callable[[], None]) -> None:
        """One byte wakes the loop, however many calls there are by then."""
        self._told.append(call)
        if not self._woken:
            self._woken = True
            _os_write(self._writing, b"!")

    def _listen(self) -> None:
        while self._pipe.read(4096):
            self._woken = False  # before the look: what comes after it wakes again
            self._hear()

    def _hear(self) -> None:
        while self._told:
            try:
                self._told.popleft()()
            except Exception:
                log.exception("what followed a commit failed")

    def _end(self, thread: Any) -> None:
        """Wait for a thread, and for those who wait for what it told last."""
        while thread.is_alive():
            eventlet.sleep(0.005)
        self._hear()
        eventlet.sleep(0)  # they are woken by the loop


class WholeMessage(RFC6455WebSocket.Message):
    """A message of a WebSocket with all its pieces: eventlet limits each, and would keep any number of them."""

    size = 0

    def push(self, data: bytes, final: bool = False) -> None:
        super().push(data, final)
        self.size += len(data) + 1
        if self.size > self.max_frame_length:
            raise FailedConnectionError(1009, "This message is too large.")


RFC6455WebSocket.Message = WholeMessage


class Silent(eventlet.wsgi.HttpProtocol):
    """HTTP without a word: lines about broken requests and connections would hold the addresses of phones."""

    def log_message(self, *_: Any) -> None:
        pass


def serve(
    app: Callable[..., Any], host: str, port: int, ready: Callable[[int], None], door: Callable[[Any], Any] | None
) -> None:
    """Serve until SIGTERM or SIGINT; then take no more, finish what is under way, and come back.

    `ready(port)` is called once connections are taken. `door(socket)` is what to listen on instead of a plain socket.
    Raises OSError when the port is taken.
    """
    plain = _listening(host, port)
    listener = door(plain) if door else greenio.GreenSocket(plain)
    stop = Semaphore(0)  # can be released a second time, by somebody who is impatient
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: eventlet.spawn(stop.release))
    with Path(os.devnull).open("w") as nowhere:
        server = eventlet.spawn(
            eventlet.wsgi.server,
            listener,
            app,
            max_size=LARGEST_HALL,
            log_output=False,
            debug=False,
            socket_timeout=60,
            protocol=Silent,
            environ={"wsgi.errors": nowhere},
        )
        ready(listener.getsockname()[1])
        stop.acquire()
        listener.close()
        server.kill()


def _listening(host: str, port: int) -> Any:
    plain = _socket.socket(_socket.AF_INET6 if ":" in host else _socket.AF_INET, _socket.SOCK_STREAM)
    plain.setsockopt(_socket.SOL_SOCKET, _socket.SO_REUSEADDR, 1)
    plain.bind((host, port))
    plain.listen(WAITING_OUTSIDE)
    return plain
