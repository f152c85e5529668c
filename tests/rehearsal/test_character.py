"""Who the simulated people are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pollapp.rehearsal.character import character
from tests.rehearsal.people import CODE, everybody

codes = st.from_regex(r"[0-9]{6}", fullmatch=True)


@given(codes)
def test_a_room_has_two_camps_and_people_between_them(code):
    leanings = [character(code, number).leaning for number in range(40)]
    assert sum(each < -0.35 for each in leanings) >= 12
    assert sum(each > 0.35 for each in leanings) >= 12
    assert sum(-0.35 <= each <= 0.35 for each in leanings) >= 4


@given(codes, st.integers(0, 2_000))
def test_the_same_code_and_number_are_always_the_same_person(code, number):
    assert character(code, number) == character(code, number)
    assert character(code, number).token == character(code, number).token


@given(codes, st.integers(0, 2_000))
def test_nobody_is_outside_the_camps_or_out_of_time(code, number):
    who = character(code, number)
    assert -1 <= who.leaning <= 1
    assert -1 <= who.caution <= 1
    assert 0.5 <= who.pace <= 15


def test_everybody_is_known_by_another_token():
    tokens = [who.token for who in everybody(500)] + [character("654321", 1).token]
    assert len(set(tokens)) == len(tokens)
    assert all(20 <= len(token) <= 64 and token.isalnum() for token in tokens)


def test_a_room_speaks_two_languages_and_has_slow_and_fast_people():
    room = everybody()
    assert {who.lang for who in room} == {"nl", "en"}
    assert min(who.pace for who in room) < 1 < 10 < max(who.pace for who in room)


def test_a_few_reload_and_a_few_wait_until_the_last_moment():
    room = everybody()
    assert 1 <= sum(who.reloads for who in room) <= 8
    assert 1 <= sum(who.late for who in room) <= 4


def test_after_the_talk_the_room_stands_closer_together():
    room = [character(CODE, number) for number in range(200)]
    before = sum(abs(who.leaning) for who in room)
    after = sum(abs(who.after().leaning) for who in room)
    assert 0.5 * before < after < 0.9 * before
