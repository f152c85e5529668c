"""Writing to a phone: at once, in order, and never without a bound."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import eventlet
import pytest
import structlog.testing

from pollapp.live.fast import line
from pollapp.live.fast.line import MOST_WAITING, Line, Loop


class Pair:
    """Two ends of a connection: ours, which never blocks, and that of a phone."""

    def __init__(self) -> None:
        self.ours, self.phone = socket.socketpair()
        self.ours.setblocking(False)
        self.phone.settimeout(20)
        for end in (self.ours, self.phone):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        self.turns = 0
        self.loop, self.lost, self.came = Loop(self.turn_over), 0, 0
        self.line = Line(self.ours, self.loop, self.lose)
        self.loop.watch(self.ours.fileno(), self)

    def turn_over(self) -> None:
        self.turns += 1

    def lose(self) -> None:
        self.lost += 1

    def readable(self) -> None:
        try:
            self.came += len(self.ours.recv(100))
        except ConnectionResetError:
            self.loop.forget(self.ours.fileno())
            self.lose()

    def writable(self) -> None:
        self.line.writable()

    def read(self, size: int) -> bytes:
        """So many bytes at the phone, while the loop goes on."""
        found = b""
        self.phone.setblocking(False)
        while len(found) < size:
            eventlet.sleep(0)
            try:
                found += self.phone.recv(65536)
            except BlockingIOError:
                continue
        return found


@pytest.fixture
def pair() -> Iterator[Pair]:
    pair = Pair()
    yield pair
    pair.line.end()
    pair.loop.close()
    pair.ours.close()
    pair.phone.close()


def test_what_fits_goes_at_once(pair: Pair):
    pair.line.write(b"hello")
    assert pair.phone.recv(100) == b"hello"


def test_what_does_not_fit_waits_and_comes_in_order(pair: Pair):
    parts = [bytes([number]) * 20_000 for number in range(10)]
    for part in parts:
        pair.line.write(part)
    assert pair.read(200_000) == b"".join(parts)
    pair.line.write(b"and then")
    assert pair.read(8) == b"and then"
    assert pair.lost == 0


def test_a_phone_that_never_reads_is_lost_once_and_nothing_is_kept_for_it(pair: Pair):
    for _ in range(4):
        pair.line.write(b"x" * (MOST_WAITING // 2))
    assert pair.lost == 1
    pair.line.write(b"more")
    assert pair.lost == 1
    assert not pair.line._waiting


def test_one_large_picture_may_wait_whole(pair: Pair):
    whole = b"x" * (3 * MOST_WAITING)
    pair.line.write(whole)
    pair.line.write(b"and then")
    assert pair.read(len(whole) + 8) == whole + b"and then"
    assert pair.lost == 0


def test_what_was_taken_makes_room_again(pair: Pair):
    part = b"x" * (MOST_WAITING // 2)
    for _ in range(4):
        pair.line.write(part)
        pair.line.write(b"y")
        assert len(pair.read(len(part) + 1)) == len(part) + 1
    assert pair.lost == 0


def test_a_phone_that_is_gone_is_lost_once(pair: Pair):
    pair.phone.close()
    for _ in range(3):
        pair.line.write(b"x" * 1000)
    assert pair.lost == 1


def test_a_phone_that_goes_while_something_waits_is_lost(pair: Pair):
    pair.line.write(b"x" * 100_000)
    assert pair.line._waiting
    pair.phone.close()
    while not pair.lost:
        eventlet.sleep(0)
    assert not pair.line._waiting


def test_after_the_end_nothing_is_sent_and_nobody_is_told(pair: Pair):
    pair.line.write(b"goodbye")
    pair.line.end()
    pair.line.write(b"more")
    assert pair.phone.recv(100) == b"goodbye"
    assert pair.lost == 0


def test_who_fails_is_let_go_and_the_others_are_served(pair: Pair):
    failing, there = socket.socketpair()

    class Failing:
        def readable(self) -> None:
            raise ZeroDivisionError

        writable = readable

    with structlog.testing.capture_logs() as said:
        pair.loop.watch(failing.fileno(), Failing())
        for came in (3, 6):
            there.send(b"x")
            pair.phone.send(b"abc")
            while pair.came < came:
                eventlet.sleep(0)
    assert [one["event"] for one in said] == ["a connection failed"]
    failing.close()
    there.close()


def test_at_the_end_of_each_turn_what_came_in_it_is_seen_to(pair: Pair, monkeypatch: pytest.MonkeyPatch):
    """Also when one turn could not be ended."""

    def fail() -> None:
        raise ZeroDivisionError

    pair.phone.send(b"abc")
    while pair.came < 3:
        assert pair.turns == 0
        eventlet.sleep(0)
    assert pair.turns == 1
    with structlog.testing.capture_logs() as said, monkeypatch.context() as broken:
        broken.setattr(pair.loop, "_after", fail)
        pair.phone.send(b"abc")
        while pair.came < 6:
            eventlet.sleep(0)
    assert [one["event"] for one in said] == ["a turn could not be ended"]
    pair.phone.send(b"abc")
    while pair.came < 9:
        eventlet.sleep(0)
    assert pair.turns == 2


def test_who_keeps_the_loop_busy_does_not_keep_it_from_the_others(pair: Pair, monkeypatch: pytest.MonkeyPatch):
    """Each of three sockets takes longer than a turn; in between the greenlets get theirs."""
    order = list[str]()

    class Slow:
        def __init__(self, plain: socket.socket) -> None:
            self.plain = plain

        def readable(self) -> None:
            order.append("socket")
            self.plain.recv(1)

        def writable(self) -> None: ...

    monkeypatch.setattr(line, "TURN", 0)
    ends = [socket.socketpair() for _ in range(3)]
    for ours, theirs in ends:
        pair.loop.watch(ours.fileno(), Slow(ours))
        theirs.send(b"x")
    while order.count("socket") < 3:
        eventlet.sleep(0)
        order.append("greenlet")
    assert "socket,socket" not in ",".join(order)
    for end in ends:
        for one in end:
            one.close()
