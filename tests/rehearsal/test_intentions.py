"""What somebody still wants to do, whatever happens to the round and to the line."""

from __future__ import annotations

import pytest

from pollapp.rehearsal.intentions import Intentions
from pollapp.rehearsal.plans import plan
from tests.rehearsal.people import SCALE, everybody, stage


def person_with(moves: int, round_: int = 7):
    """Somebody who will make so many moves in the round, none of them a reload."""
    found = (who for who in everybody(200) if len(plan(SCALE, None, round_, who)) == moves and not who.reloads)
    return Intentions(next(found))


@pytest.fixture
def anna():
    """Changes her mind once."""
    return person_with(2)


@pytest.mark.parametrize(
    "shown",
    [
        stage(None, None, question=None),
        stage(state="shown"),
        stage(state="locked"),
        stage(paused=True),
        stage(None, None),
    ],
)
def test_only_an_open_question_is_answered(anna, shown):
    anna.see(shown)
    assert anna.next is None


def test_each_answer_has_a_higher_n(anna):
    anna.see(stage())
    assert anna.message(anna.next)["n"] == 1
    anna.done(1)
    assert anna.message(anna.next) == {"round": 7, "n": 2, "value": anna.next.value}
    anna.done(2)
    assert anna.next is None


def test_nothing_is_sent_once_it_is_locked(anna):
    anna.see(stage())
    anna.see(stage(state="locked"))
    assert anna.next is None


def test_a_round_that_opens_again_is_gone_on_with(anna):
    anna.see(stage())
    anna.done(1)
    anna.see(stage(state="locked"))
    anna.see(stage())
    assert anna.message(anna.next)["n"] == 2


def test_who_has_answered_does_not_answer_again(anna):
    anna.see(stage())
    anna.done(1)
    anna.done(2)
    anna.see(stage(state="locked"))
    anna.see(stage())
    assert anna.next is None


def test_a_new_round_is_answered_anew(anna):
    anna.see(stage())
    anna.done(1)
    anna.see(stage(8))
    assert anna.message(anna.next)["round"] == 8
    assert anna.message(anna.next)["n"] == 1


def test_an_answer_without_acknowledgement_is_sent_again_after_coming_back(anna):
    anna.see(stage())
    before = anna.message(anna.next)
    anna.came_in({"stage": stage(), "n": 0})
    assert anna.message(anna.next) == before


def test_an_answer_that_arrived_without_our_knowing_gets_a_higher_n(anna):
    anna.see(stage())
    anna.came_in({"stage": stage(), "n": 1})
    assert anna.message(anna.next)["n"] == 2


def test_who_is_refused_waits_for_what_is_shown_next(anna):
    anna.see(stage())
    anna.refused()
    assert anna.next is None
    anna.see(stage())
    assert anna.message(anna.next)["n"] == 1


def test_a_reload_is_no_answer():
    who = next(who for who in everybody(200) if plan(SCALE, None, 7, who)[0].reload)
    intentions = Intentions(who)
    intentions.see(stage())
    assert intentions.next.reload
    intentions.done()
    assert not intentions.next.reload
    assert intentions.message(intentions.next)["n"] == 1


def test_the_lobby_is_come_into_without_a_round(anna):
    anna.came_in({"stage": stage(None, None, question=None), "n": 0})
    assert anna.next is None
