"""The verbs of the presenter: next, back, go, open, lock, reveal, hide, again, freeze, thaw, view, pause, resume, end.

Each carries the `rev` it was pressed on. A stale one is refused, so a double press or a second presenter
does no harm.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from pollapp.decks import Deck
from pollapp.errors import NotFound, PollError, Refused
from pollapp.language import N_
from pollapp.questions import Question
from pollapp.results import in_batches
from pollapp.store import Keys, Store, rounds, workshops
from pollapp.workshops import discovering, ending, locking, rooms, streaming, views
from pollapp.workshops.counting import round_state
from pollapp.workshops.moderation import MODERATION, moderate
from pollapp.workshops.releasing import moment_of, note_releases
from pollapp.workshops.scenes import deck_of, step_of

Row = dict[str, Any]


@dataclass(frozen=True)
class Deed:
    """One press of a button: where it lands, and when.

    `batched` are the rounds it closed whose picture came in batches: they leave an order of answers to forget.
    `sought` are the votes of an end among which opinion groups are still looked for.
    """

    db: Database
    workshop: Row
    deck: Deck
    now: int
    open_by_hand: bool
    batched: list[int] = field(default_factory=list)
    sought: list[discovering.Sought] = field(default_factory=list)

    def round(self) -> Row:
        """The round on stage. Raises Refused where nothing is asked."""
        step = step_of(self.deck, self.workshop["step"])
        found = None
        if step and step.kind == "ask":
            found = rounds.latest(self.db, self.workshop["id"], step.question, step.side)
        if found is None:
            raise Refused(N_("There is no question on the screen now. Go to a question first."), field="verb")
        return found

    def pictured(self) -> list[Row]:
        """The rounds whose result is on stage: one for a question, two for before and after. Raises Refused."""
        step = step_of(self.deck, self.workshop["step"])
        if step and step.kind == "show":
            sides = ("before", "after") if self.deck.question(step.question).pair else (None,)
            locked = [rounds.latest_locked(self.db, self.workshop["id"], step.question, side) for side in sides]
            if found := [one for one in locked if one]:
                return found
            raise Refused(N_("This question has no result yet. Ask it first."), field="verb")
        return [self.round()]

    def question(self, found: Row) -> Question:
        return self.deck.question(found["question"])

    def lock(self, found: Row) -> None:
        locking.lock(self.db, self.deck, found, self.now)
        if in_batches(self.question(found)):
            self.batched.append(found["id"])


def do(
    store: Store, keys: Keys, workshop: int, rev: Any, verb: Any, *, open_by_hand: bool = False, **details: Any
) -> None:
    """Carry out a verb. Raises Refused when it is stale or does not fit now, PollError when it is unknown."""
    if isinstance(verb, str) and verb in MODERATION:
        moderate(store, workshop, verb, **details)
        return
    act = VERBS.get(verb) if isinstance(verb, str) else None
    if act is None:
        raise PollError(N_("The verb is not known. Use one of: %(verbs)s."), field="verb", verbs=", ".join(ALL))
    if not isinstance(rev, int) or isinstance(rev, bool):
        raise PollError(N_("The field rev must be the whole number of the last stage."), field="rev")
    now = int(time.time())

    def operation(db: Database) -> tuple[Deed, list[int]]:
        found = _pressed_on(db, workshop, rev)
        deed = Deed(db, found, deck_of(found["deck"]), now, open_by_hand)
        others = act(deed, **details)
        note_releases(db, deed.deck, workshop, now)
        return deed, [workshop, *(others or []), *rooms.go_along(db, found["event"], now)]

    deed, concerned = store.write(operation)
    for one in dict.fromkeys(concerned):
        store.tell(one)
    if verb == "end":
        discovering.search(store, deed.sought)
        ending.settle(store, keys, deed.workshop["event"])
        return
    discovering.begin(store, workshop)
    if deed.batched:
        store.settle()


def move(deed: Deed, index: int) -> None:
    """Leave the step (an open question is locked) and come to another one (its question is shown)."""
    _lock_open(deed)
    workshops.change(deed.db, deed.workshop["id"], step=index, step_at=deed.now, view=None)
    step = step_of(deed.deck, index)
    if not step or step.kind != "ask":
        return
    found = rounds.latest(deed.db, deed.workshop["id"], step.question, step.side)
    if found is None:
        _begin_round(deed, step.question, step.side)
    elif round_state(found) == "shown" and not deed.open_by_hand:
        rounds.change(deed.db, found["id"], opened_at=deed.now)


def next_(deed: Deed, **_: Any) -> None:
    if deed.workshop["step"] > len(deed.deck.flow):
        raise Refused(N_("This is the last slide. End the workshop or go back."), field="verb")
    move(deed, deed.workshop["step"] + 1)


def back(deed: Deed, **_: Any) -> None:
    if deed.workshop["step"] == 0:
        raise Refused(N_("This is the first slide. Go on with “next”."), field="verb")
    move(deed, deed.workshop["step"] - 1)


def go(deed: Deed, step: Any = None, **_: Any) -> None:
    last = len(deed.deck.flow) + 1
    if not isinstance(step, int) or isinstance(step, bool) or not 0 <= step <= last:
        raise PollError(N_("The step must be a whole number from 0 to %(last)s."), field="step", last=last)
    move(deed, step)


def open_(deed: Deed, **_: Any) -> None:
    found = deed.round()
    if round_state(found) == "open":
        raise Refused(N_("This question is open already."), field="verb")
    if found["released_at"] is not None:
        raise Refused(
            N_("People have seen a result of this question. Choose “ask again” for a new round."),
            field="verb",
        )
    rounds.change(deed.db, found["id"], opened_at=found["opened_at"] or deed.now, locked_at=None, **locking.UNCOUNTED)
    streaming.begin_anew(deed.db, deed.question(found), found)
    _step_on(deed)


def lock(deed: Deed, **_: Any) -> None:
    found = deed.round()
    if round_state(found) != "open":
        raise Refused(N_("This question is not open. Open it first."), field="verb")
    deed.lock(found)
    _step_on(deed)


def reveal(deed: Deed, **_: Any) -> None:
    for found in deed.pictured():
        settings = deed.question(found).settings
        if settings.reveal == "never":
            raise Refused(N_("This result is never shown. It is only in the export."), field="verb")
        if settings.reveal == "after_pair" and not moment_of(deed.db, found).pair_done:
            raise Refused(
                N_("This result stays hidden until the question has been closed for the second time."),
                field="verb",
            )
        rounds.change(deed.db, found["id"], revealed_at=found["revealed_at"] or deed.now, hidden_at=None)
        if round_state(found) == "open":
            streaming.begin_to_show(deed.db, deed.question(found), found, deed.now)
    _step_on(deed)


def hide(deed: Deed, **_: Any) -> None:
    for found in deed.pictured():
        rounds.change(deed.db, found["id"], hidden_at=deed.now)
    _step_on(deed)


def again(deed: Deed, **_: Any) -> None:
    found = deed.round()
    if found["opened_at"] is None:
        raise Refused(N_("This question has not been opened yet. Open it first."), field="verb")
    _lock_open(deed)
    _begin_round(deed, found["question"], found["side"])
    _step_on(deed)


def freeze(deed: Deed, **_: Any) -> None:
    found = deed.round()
    if round_state(found) != "open":
        raise Refused(N_("Only the picture of an open question can be frozen."), field="verb")
    locking.freeze(deed.db, deed.question(found), found, deed.now)
    _step_on(deed)


def thaw(deed: Deed, **_: Any) -> None:
    found = deed.round()
    if found["frozen_at"] is None:
        raise Refused(N_("The picture is not frozen."), field="verb")
    rounds.change(deed.db, found["id"], frozen_at=None, tally=None)
    _step_on(deed)


def view_(deed: Deed, view: Any = None, **_: Any) -> None:
    """Another picture of the same result."""
    found, step = deed.pictured()[0], step_of(deed.deck, deed.workshop["step"])
    question = deed.question(found)
    shown = found if step and step.kind == "ask" else None
    pictured = views.pictured(deed.db, found["workshop"], question, shown)
    there = views.offered(deed.db, found["workshop"], deed.deck, step, question, pictured)
    if view not in there:
        raise Refused(N_("This picture is not there now. There are: %(views)s."), field="view", views=", ".join(there))
    workshops.change(deed.db, deed.workshop["id"], view=view)


def pause(deed: Deed, **_: Any) -> None:
    if deed.workshop["paused_at"] is not None:
        raise Refused(N_("The workshop is paused already. Resume it first."), field="verb")
    workshops.change(deed.db, deed.workshop["id"], paused_at=deed.now)


def resume(deed: Deed, **_: Any) -> None:
    if deed.workshop["paused_at"] is None:
        raise Refused(N_("The workshop is not paused."), field="verb")
    workshops.change(deed.db, deed.workshop["id"], paused_at=None)


def end(deed: Deed, **_: Any) -> list[int]:
    """Gives the other workshops of the event whose last links went with this one."""
    deed.sought.extend(ending.finish(deed.db, deed.workshop, deed.now))
    return ending.cut(deed.db, deed.workshop["event"], deed.now, but=deed.workshop["id"])


VERBS: dict[str, Callable[..., list[int] | None]] = {
    "next": next_,
    "back": back,
    "go": go,
    "open": open_,
    "lock": lock,
    "reveal": reveal,
    "hide": hide,
    "again": again,
    "freeze": freeze,
    "thaw": thaw,
    "view": view_,
    "pause": pause,
    "resume": resume,
    "end": end,
}
ALL = (*VERBS, *MODERATION)


def _pressed_on(db: Database, workshop: int, rev: int) -> Row:
    """The workshop, as somebody saw it who pressed a button. Raises NotFound or Refused."""
    found = workshops.get(db, workshop)
    if found is None:
        raise NotFound(N_("This workshop does not exist. Check the address."), field="workshop")
    if found["ended_at"] is not None:
        raise Refused(N_("This workshop has ended. Nothing can be changed any more."), field="verb")
    if found["code"] is None:
        raise Refused(N_("This workshop has been started anew already. Use the newest one."), field="verb")
    if found["rev"] != rev:
        raise Refused(N_("Something changed in the meantime. Look at the screen and press again."), field="rev")
    return found


def _step_on(deed: Deed) -> None:
    """The stage is another one than before: count its `rev` up."""
    workshops.change(deed.db, deed.workshop["id"])


def _begin_round(deed: Deed, question: str, side: str | None) -> None:
    fresh = rounds.add(deed.db, deed.workshop["id"], question, side, deed.now)
    if not deed.open_by_hand:
        rounds.change(deed.db, fresh, opened_at=deed.now)


def _lock_open(deed: Deed) -> None:
    step = step_of(deed.deck, deed.workshop["step"])
    if step and step.kind == "ask":
        found = deed.round()
        if round_state(found) == "open":
            deed.lock(found)
