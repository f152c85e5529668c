"""When a result may be seen: a table for each mode of `reveal`."""

from __future__ import annotations

import pytest
from hypothesis import given

from pollapp.results import Moment
from pollapp.results.moment import may_be_seen
from tests.results.rooms import moments

SHOWN = Moment()
OPEN = Moment(open=True)
OPEN_REVEALED = Moment(open=True, revealed=True)
LOCKED = Moment(locked=True)
REVEALED = Moment(locked=True, revealed=True)
PAIR_DONE = Moment(locked=True, pair_done=True)

TABLE = {
    "live": {OPEN, OPEN_REVEALED, LOCKED, REVEALED, PAIR_DONE},
    "live_batched": {OPEN, OPEN_REVEALED, LOCKED, REVEALED, PAIR_DONE},
    "on_close": {LOCKED, REVEALED, PAIR_DONE},
    "presenter": {OPEN_REVEALED, REVEALED},
    "after_pair": {PAIR_DONE},
    "never": set(),
}


@pytest.mark.parametrize("moment", [SHOWN, OPEN, OPEN_REVEALED, LOCKED, REVEALED, PAIR_DONE], ids=str)
@pytest.mark.parametrize("reveal", TABLE)
def test_each_mode_shows_at_its_own_moments(reveal: str, moment: Moment):
    assert may_be_seen(reveal, "medium", moment) == (moment in TABLE[reveal])


@pytest.mark.parametrize("reveal", TABLE)
@given(moment=moments)
def test_nothing_sensitive_is_seen_while_people_answer(reveal: str, moment: Moment):
    if moment.open:
        assert not may_be_seen(reveal, "high", moment)


@pytest.mark.parametrize("reveal", TABLE)
@given(moment=moments)
def test_hidden_overrides_every_mode(reveal: str, moment: Moment):
    if moment.hidden:
        assert not may_be_seen(reveal, "low", moment)


@given(moment=moments)
def test_what_is_shown_to_nobody_is_never_shown(moment: Moment):
    assert not may_be_seen("never", "low", moment)
