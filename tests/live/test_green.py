"""Native threads beside eventlet's loop: what they tell is heard, also what they tell last."""

from __future__ import annotations

import threading

import eventlet
from eventlet import patcher

from pollapp.live.green import GreenNatives

sleep = patcher.original("time").sleep


def test_what_a_thread_tells_before_it_ends_is_heard_before_its_end():
    """Else the last acknowledgements would be lost when the server stops in a burst."""
    natives, heard = GreenNatives(), list[str]()
    waiter = natives.waiter()
    eventlet.spawn(lambda: heard.append(waiter.wait()))
    eventlet.sleep(0)

    def work() -> None:
        natives.tell(lambda: heard.append("told"))
        waiter.done("waited", None)

    others = set(threading.enumerate())
    join = natives.start(work)
    while set(threading.enumerate()) - others:  # it ends while the loop is busy
        sleep(0.001)
    join()
    assert heard == ["told", "waited"]
