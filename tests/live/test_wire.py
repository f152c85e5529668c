"""Messages that come by the thousand are read in a shorter way, which says the same."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pollapp.live.wire import Json, PlainPacket, Reading
from tests.live.strategies import anything

numbers = st.just("") | st.integers(0, 10**25).map(str) | st.sampled_from(["٣", "-1", " 1", "1-", "007", "²"])
said = (
    st.tuples(st.sampled_from(["answer", "join", "connect", ""]), anything).map(json.dumps)
    | anything.map(json.dumps)
    | st.sampled_from(["[", "[]", '["answer"', '["answer",{}] ', '["answer",NaN]', f"[{'[' * 5000}", '["a"]x'])
)
packets = st.tuples(st.sampled_from(["2", "3", "0", "22", "2/x,", ""]), numbers, said).map("".join)


class Whole(PlainPacket):
    """A packet as the server reads it."""

    json = Json


def read(reading: Reading, packet: str) -> Any:
    """What was read, made comparable; an error where it is none of ours."""
    try:
        found = reading(packet)
    except ValueError:
        return ValueError
    return found and repr(found)


@given(st.lists(packets, min_size=1, max_size=4), st.booleans())
def test_what_is_read_is_what_the_packet_says_also_when_it_was_said_before(packets: list[str], forget: bool):
    reading = Reading()
    for packet in packets * 2:
        found = read(reading, packet)
        try:
            whole = Whole(encoded_packet=packet)
        except ValueError:
            assert found in (None, ValueError)
        else:
            assert found in (None, repr((whole.id, whole.data)))
        if forget:
            reading.forget()


def test_a_plain_message_is_read_the_short_way():
    assert Reading()('27["answer",{"round":3}]') == (7, ["answer", {"round": 3}])
    assert Reading()('2["answer",{"round":3}]') == (None, ["answer", {"round": 3}])


def test_a_hall_that_says_the_same_is_read_once_and_then_nothing_of_it_is_kept():
    reading = Reading()
    first, again = reading('21["answer",{"value":"secret"}]'), reading('22["answer",{"value":"secret"}]')
    assert first
    assert again
    assert first[1] is again[1]
    reading.forget()
    assert vars(reading) == {"_said": {}}
    later = reading('23["answer",{"value":"secret"}]')
    assert later
    assert later[1] is not first[1]
