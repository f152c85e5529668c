"""What simulated people are going to do with a question."""

from __future__ import annotations

from statistics import mean

from hypothesis import given, settings
from hypothesis import strategies as st

from pollapp.decks import BUNDLED
from pollapp.rehearsal.plans import plan
from tests.rehearsal.people import SCALE, everybody
from tests.rehearsal.test_choices import people

bundled = st.sampled_from([(deck, question) for deck in BUNDLED for question in deck.questions])
rounds = st.integers(1, 1_000)


def sent(moves):
    return [move.value for move in moves if not move.reload]


@given(rounds)
def test_of_forty_people_two_skip_one_withdraws_and_four_change_their_mind(round_):
    plans = [sent(plan(SCALE, None, round_, who)) for who in everybody()]
    assert 1 <= sum(values == [None] for values in plans) <= 3
    assert 0 <= sum(len(values) == 3 and values[1] is None for values in plans) <= 2
    assert 3 <= sum(len(values) > 1 and None not in values for values in plans) <= 6


@given(rounds)
def test_in_a_small_room_at_most_one_skips(round_):
    plans = [sent(plan(SCALE, None, round_, who)) for who in everybody(12)]
    assert sum(values[-1] is None for values in plans) <= 1


@given(rounds)
def test_nobody_skips_what_cannot_be_skipped(round_):
    asked = SCALE | {"allow_skip": False}
    assert all(sent(plan(asked, None, round_, who))[0] is not None for who in everybody())


@given(bundled, rounds, people, st.sampled_from([None, "before", "after"]))
@settings(deadline=None)
def test_everything_that_is_sent_is_taken(asked, round_, who, side):
    deck, question = asked
    values = sent(plan(question.ask(who.lang, deck.languages), side, round_, who))
    assert values
    assert all(value is None or question.check(value) == value for value in values)


@given(bundled, rounds, people)
@settings(deadline=None)
def test_nobody_is_quicker_than_half_a_second_or_slower_than_forty(asked, round_, who):
    deck, question = asked
    moves = plan(question.ask(who.lang, deck.languages), None, round_, who)
    assert all(0.5 <= move.after <= (40 if who.late else 15) for move in moves)
    assert len(moves) <= 4


def test_who_reloads_still_answers():
    reloading = [plan(SCALE, None, round_, who) for round_ in range(20) for who in everybody() if who.reloads]
    assert any(move.reload for moves in reloading for move in moves)
    assert all(sent(moves) for moves in reloading)


def test_after_the_talk_the_same_people_stand_closer_to_the_middle():
    before, after = (
        mean(abs(values[0] - 4) for who in everybody(200) if (values := sent(plan(SCALE, side, 1, who)))[0] is not None)
        for side in ("before", "after")
    )
    assert 1 < after < before - 0.3


def test_who_stays_where_they_were_gives_the_same_answer_after_the_talk():
    pairs = [
        (sent(plan(SCALE, "before", 1, who))[0], sent(plan(SCALE, "after", 1, who))[0])
        for who in everybody()
        if who.moves > 0.95
    ]
    assert pairs
    assert all(first == second or abs(first - second) <= 1 for first, second in pairs if first and second)


def test_a_question_of_an_unknown_type_is_let_pass():
    assert plan({"id": "q", "type": "hologram", "allow_skip": True}, None, 1, everybody()[0]) == []
