"""Run the simulated people until the standard input closes or somebody presses Ctrl+C."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from pollapp.rehearsal.crowd import rehearse


async def main(url: str, phones: str, *codes: str) -> None:
    """The address of the server, how many people in each workshop, and the join codes."""
    over, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, over.set)
    threading.Thread(target=_watch_input, args=(lambda: loop.call_soon_threadsafe(over.set),), daemon=True).start()
    await rehearse(url, int(phones), codes, over)


def _watch_input(ended: Callable[[], object]) -> None:
    """Whoever started us holds the other end of a pipe: it closes however they end."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    with suppress(RuntimeError):  # the loop has ended by itself
        ended()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
