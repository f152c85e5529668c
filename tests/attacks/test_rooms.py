"""Several rooms in one picture: what somebody learns who subtracts from it what each room was shown itself.

Each attack is first carried out on a naive merge, written down here in a few lines, and finds somebody out. Then it
is carried out on pollapp and finds nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollapp.errors import Refused
from pollapp.questions import Question, parse
from pollapp.results import Closed, parts
from pollapp.workshops import answers
from tests.attacks.subsets import Picture, found_out
from tests.rooms import Event, people

FEW = 5
Counts = Counter[str]
Room = Mapping[str, Any]


@pytest.fixture
def event(tmp_path: Path) -> Iterator[Event]:
    event = Event(tmp_path, "A", "B", "C")
    yield event
    event.world.close()


def counts(values: Any) -> Counts:
    return Counter(str(value) for value in values)


def own(event: Event, room: str) -> Counts:
    """What a room was shown itself; nothing where it was too small."""
    return Counter(event.seen(event.rooms[room]).get("counts", {}))


def in_picture(event: Event) -> dict[tuple[int, ...], Counts]:
    return {tuple(room["workshops"]): Counter(room["result"]["counts"]) for room in event.seen().get("rooms", [])}


def together(event: Event) -> Counts:
    return Counter((event.seen().get("together") or {}).get("counts", {}))


def difference(more: Counts, less: Counts) -> Counts:
    """What is left over, below nothing as well."""
    left = Counter(more)
    left.subtract(less)
    return Counter({value: many for value, many in left.items() if many})


A, B = people("a", *[3] * 8), people("b", *[4] * 8)
EMMA = {"emma": 1}
"""Who answers in room A, and then in room B."""


def last_counts(rooms: list[Room]) -> list[Counts]:
    """A naive merge: everybody counts where they answered last."""
    where = {name: at for at, room in enumerate(rooms) for name in room}
    return [counts(value for name, value in room.items() if where[name] == at) for at, room in enumerate(rooms)]


def test_the_room_itself_minus_its_part_in_the_picture(event: Event):
    rooms: list[Room] = [A | EMMA, B | {"emma": 5}]
    naive = last_counts(rooms)
    assert difference(counts(rooms[0].values()), naive[0]) == {"1": 1}  # what Emma said in room A

    for name, room in zip("AB", rooms, strict=True):
        event.run(name, room)
    event.show()
    seen = in_picture(event)
    for name in "AB":
        assert difference(own(event, name), seen[event.rooms[name],]) == {}


def test_all_rooms_together_minus_the_rooms(event: Event):
    rooms: list[Room] = [A | EMMA, B | {"emma": 5}]
    naive = sum(last_counts(rooms), Counts())
    assert difference(sum(map(counts, (room.values() for room in rooms)), Counts()), naive) == {"1": 1}

    for name, room in zip("AB", rooms, strict=True):
        event.run(name, room)
    event.run("C", people("c", *[2] * 8))
    event.show()
    shown = together(event)
    left = difference(shown, own(event, "A") + own(event, "C"))
    assert left == {}  # room B is in no sum
    assert shown.total() == 17


def test_all_rooms_together_minus_the_large_ones(event: Event):
    small = people("c", 1, 2)
    naive = counts([*A.values(), *B.values(), *small.values()])
    assert difference(naive, counts(A.values()) + counts(B.values())) == {"1": 1, "2": 1}

    for name, room in (("A", A), ("B", B), ("C", small)):
        event.run(name, room)
    event.show()
    assert difference(together(event), own(event, "A") + own(event, "B")) == {}


def test_a_small_room_merged_with_a_large_one_minus_that_one(event: Event):
    small = people("c", 1, 2)
    naive = counts([*A.values(), *small.values()])
    assert difference(naive, counts(A.values())) == {"1": 1, "2": 1}

    for name, room in (("A", A), ("C", small)):
        event.run(name, room)
    event.show()
    groups = in_picture(event)
    assert [group for group in groups if event.rooms["C"] in group] == []


def test_the_picture_after_one_more_room_minus_the_picture_before(event: Event):
    first, second = A | EMMA, B | {"emma": 5}
    before, after = last_counts([first]), last_counts([first, second])
    assert difference(before[0], after[0]) == {"1": 1}  # Emma has left room A

    event.run("A", first)
    event.show()
    a = event.rooms["A"]
    before_ = in_picture(event)[a,]
    event.run("B", second)
    assert difference(before_, in_picture(event)[a,]) == {}


def test_a_group_of_small_rooms_after_one_more_small_room_minus_the_group_before(event: Event):
    small = [people("a", 1, 1, 1), people("b", 2, 2, 2), people("c", 3)]
    naive = [counts(value for room in small[:many] for value in room.values()) for many in (2, 3)]
    assert difference(naive[1], naive[0]) == {"3": 1}

    event.run("A", small[0])
    event.run("B", small[1])
    event.show()
    before = in_picture(event)
    event.run("C", small[2])
    assert in_picture(event) == before


def test_a_changed_answer_in_a_small_room_that_was_shown_with_others(event: Event):
    """A naive room opens again, since its own picture was too small to be seen: one answer changes the common one."""
    before, after = counts([1, 1, 1, 2, 2, 2]), counts([5, 1, 1, 2, 2, 2])
    assert difference(after, before) == {"5": 1, "1": -1}

    event.run("A", people("a", 1, 1, 1))
    event.run("B", people("b", 2, 2, 2))
    event.show()
    assert event.seen()["n"] == 6
    with pytest.raises(Refused):
        event.do(event.rooms["A"], "open")


def test_an_answer_that_is_erased_after_the_room_was_shown(event: Event):
    """A naive picture is counted anew: the room as it was shown, minus what is left of it, is the erased answer."""
    room = A | EMMA
    assert difference(counts(room.values()), counts(A.values())) == {"1": 1}

    event.run("A", room)
    before = own(event, "A")
    answers.erase(event.store, event.rooms["A"], event.world.house.keys.participant(event.event, "emma"))
    event.show()
    assert difference(before, in_picture(event)[event.rooms["A"],]) == {}


MANY = 40
SETTINGS = {"low": 3, "medium": 5}


def unmistakable(sensitivity: str) -> Question:
    """A question in which every answer is somebody's own, so that a tally tells whose answers are in it."""
    chosen = {"sensitivity": sensitivity, "reveal": "on_close", "min_group": SETTINGS[sensitivity]}
    number = {"min": 0, "max": 1_000, "step": 1}
    return parse({"id": "q", "type": "number", "title": "Q?", "settings": chosen, "number": number})


def closed(question: Question, round_: int, who: frozenset[int]) -> Closed:
    sent = {bytes([person]): round_ * MANY + person for person in who}
    return Closed(round_, question, question.tally(sent.values()), sent)


def pictured(tally: Mapping[str, Any]) -> Picture:
    """The answers in a tally: (who, in which room)."""
    return frozenset((int(answer) % MANY, int(answer) // MANY) for answer in tally["counts"])


def naive(rooms: list[Closed]) -> list[Picture]:
    """Everybody where they answered last, a new picture after each room; and each room as it was shown itself."""
    seen = [pictured(room.tally) for room in rooms if room.seen]
    for many in range(1, len(rooms) + 1):
        where = {who: room.round for room in rooms[:many] for who in room.people}
        counting = [[(who[0], at) for who, at in where.items() if at == room.round] for room in rooms[:many]]
        seen += map(frozenset, counting)
        seen.append(frozenset((who[0], at) for who, at in where.items()))
    return [picture for picture in seen if picture]


def released(rooms: list[Closed], moments: set[int]) -> list[Picture]:
    """What pollapp shows when somebody looks after some of the rooms, and each room as it was shown itself."""
    seen, made = [pictured(room.tally) for room in rooms if room.seen], dict[int, bool]()
    for many in sorted(moments | {len(rooms)}):
        fresh = [room for room in rooms[:many] if room.round not in made]
        counted = {who for room in rooms[:many] if made.get(room.round) is False for who in room.people}
        for part in parts(fresh, counted):
            made |= dict.fromkeys(part.rounds, part.apart)
            seen.append(pictured(part.tally))
    return seen


crowds = st.lists(st.frozensets(st.integers(0, 23), max_size=16), min_size=1, max_size=5)


@settings(deadline=None, max_examples=150)
@given(crowds, st.sets(st.integers(1, 5)), st.sampled_from(sorted(SETTINGS)), st.sets(st.integers(0, 23), max_size=1))
def test_no_combination_of_pictures_tells_of_a_few(
    crowds: list[frozenset[int]], moments: set[int], sensitivity: str, knows: set[int]
):
    question = unmistakable(sensitivity)
    rooms = [closed(question, at, who) for at, who in enumerate(crowds)]
    pictures = released(rooms, {moment for moment in moments if moment <= len(rooms)})
    assert found_out(pictures, SETTINGS[sensitivity], knows) is None


def test_the_same_search_finds_somebody_in_a_naive_merge():
    question = unmistakable("medium")
    rooms = [closed(question, 0, frozenset(range(9))), closed(question, 1, frozenset(range(8, 16)))]
    assert found_out(naive(rooms), FEW) == frozenset({8})
    assert found_out(released(rooms, set()), FEW) is None
