"""What is kept in memory only: who is here, who guesses, who sends how much. None of it grows for ever."""

from __future__ import annotations

import tracemalloc

import pytest

from pollapp.errors import TooMany
from pollapp.workshops.doors import Guesses
from pollapp.workshops.latest import MOST, Latest
from pollapp.workshops.pace import Pace
from pollapp.workshops.presence import Presence
from tests.server import until


def test_the_one_that_was_noted_longest_ago_is_forgotten_first():
    latest: Latest[str, int] = Latest(most=2)
    for key, value in (("anna", 1), ("bram", 2), ("anna", 3), ("chris", 4)):
        latest.note(key, value)
    assert "bram" not in latest
    assert (latest.get("anna", 0), latest.get("chris", 0), latest.get("bram", 0)) == (3, 4, 0)


def test_a_guess_counts_against_its_own_address():
    guesses = Guesses(3, 60)
    assert [guesses.failed("here") for _ in range(5)] == [False, False, False, True, True]
    assert guesses.full("here")
    assert not guesses.full("there")
    assert not guesses.failed("there")


def test_a_participant_may_send_a_burst_and_then_has_to_wait():
    pace = Pace(1, 5)
    for _ in range(5):
        pace.take("anna")
    with pytest.raises(TooMany):
        pace.take("anna")
    pace.take("bram")


def test_people_are_counted_once_and_by_workshop():
    presence = Presence(60)
    assert [presence.see(1, b"anna"), presence.see(1, b"anna"), presence.see(2, b"anna")] == [True, False, True]
    assert (presence.count(1), presence.count(2), presence.count(3)) == (1, 1, 0)
    assert presence.knows(1, b"anna")
    assert not presence.knows(1, b"bram")


def test_who_was_not_seen_for_a_while_is_no_longer_here_and_still_known():
    presence = Presence(0)
    presence.see(1, b"anna")
    until(lambda: presence.count(1) == 0)
    assert presence.knows(1, b"anna")
    assert not presence.see(1, b"anna")


def test_strangers_without_end_take_no_memory_without_end():
    guesses, pace, presence = Guesses(30, 60), Pace(10, 60), Presence(60)

    def come(first: int) -> int:
        for number in range(first, first + MOST):
            guesses.failed(f"2001:db8::{number:x}")
            pace.take(str(number))
            presence.see(1, number.to_bytes(16))
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    full = come(0)
    assert max(come(MOST), come(2 * MOST)) < 1.5 * full
    tracemalloc.stop()
    assert presence.count(1) == MOST
