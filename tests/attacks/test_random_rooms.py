"""Whatever a room does, and whoever looks on: no combination of what was shown tells of fewer people than allowed.

Whoever watches here knows more than anybody can: who tapped when, who chose which group, who answered twice, and
exactly whose answers each picture holds. `live` is left out: it is openly outside this promise.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pollapp.store import Store, organisers
from pollapp.workshops import planning
from tests.attacks.party import GROUPS, MOST, Deed, Party, Somebody
from tests.attacks.subsets import Picture, found_out

LEAST = 5
VERBS = ("again", "open", "erase")
MODES = ("on_close", "live_batched", "presenter", "after_pair", "never")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("rooms") / "p.sqlite3")
    yield store
    store.close()


@pytest.fixture(scope="module")
def event(store: Store) -> int:
    organiser = store.write(lambda db: organisers.put(db, "Olga", "x"))
    return planning.add_event(store, organiser, "Een dag")


@st.composite
def parties(draw: st.DrawFn) -> Party:
    pair = draw(st.booleans())
    once = st.sampled_from([1, 1, 1, 2, 0])
    people = st.builds(Somebody, st.sampled_from([*GROUPS, None]), st.tuples(*[once] * (1 + pair)))
    most = 12 if pair else 24
    everybody = draw(st.lists(people, min_size=draw(st.sampled_from([1, 6, 8, most])), max_size=most).filter(_fits))
    some = st.frozensets(st.integers(0, len(everybody) - 1), max_size=8)
    deeds = draw(st.lists(st.builds(Deed, st.sampled_from(VERBS), st.integers(0, pair), some), max_size=2))
    return Party(everybody, draw(st.sampled_from(MODES)), pair, draw(st.integers(0, most)), deeds)


def _fits(people: list[Somebody]) -> bool:
    return sum(sum(one.times) for one in people) <= MOST - 16


@given(party=parties())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
def test_nobody_is_found_out(party: Party, store: Store, event: int):
    pictures = party.play(store, event)
    assert found_out(pictures, LEAST) is None, _told(pictures)
    for who in range(len(party.people)):
        assert found_out(pictures, LEAST, knows=[who]) is None, (who, _told(pictures))


def _told(pictures: set[Picture]) -> list[list[tuple[int, int]]]:
    return [sorted(picture) for picture in pictures]


def everybody(*people: int) -> Picture:
    return frozenset((who, 1) for who in people)


def test_two_pictures_with_one_answer_between_them_give_that_answer_away():
    assert found_out([everybody(*range(5)), everybody(*range(6))], LEAST) == {5}


def test_a_changed_answer_between_two_pictures_gives_that_person_away():
    before, after = everybody(*range(6)), everybody(*range(5)) | {(5, 2)}
    assert found_out([before, after], LEAST) == {5}


def test_a_small_group_is_the_whole_less_the_others():
    whole, large = everybody(*range(12)), everybody(*range(9))
    assert found_out([whole, large], LEAST) == {9, 10, 11}


def test_two_ways_of_grouping_give_away_who_is_alone_in_both():
    first = [everybody(*range(6)), everybody(*range(6, 12))]
    second = [everybody(*range(5), 6), everybody(5, *range(7, 12))]
    assert found_out([*first, *second], LEAST) == {5, 6}


def test_who_knows_an_own_answer_takes_it_away():
    pictures = [everybody(*range(9)), everybody(*range(5))]
    assert found_out(pictures, LEAST) == {5, 6, 7, 8}
    assert found_out([everybody(*range(10)), everybody(*range(5))], LEAST, knows=[0]) is None


def test_large_groups_side_by_side_give_nobody_away():
    assert found_out([everybody(*range(10)), everybody(*range(5)), everybody(*range(5, 10))], LEAST) is None
