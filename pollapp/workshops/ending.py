"""The end of a workshop, and of an event: what may be known is kept, the links are cut, and then the key goes.

In this order, so that a crash in between leaves nothing undone for good: one commit has the end and the cut; after it
the key of an event without open workshops is destroyed and the file built anew, by a server that starts again as well.
"""

from __future__ import annotations

import time
from functools import partial

from sqlite_utils import Database

from pollapp.errors import Unavailable
from pollapp.language import N_
from pollapp.questions import Question
from pollapp.questions.writing import key
from pollapp.results import TEXTS, entries, readable, similar
from pollapp.store import Keys, Store, answers, rounds, verdicts, workshops
from pollapp.workshops import discovering, links, locking
from pollapp.workshops.counting import count, round_state
from pollapp.workshops.moderation import rename_heaps
from pollapp.workshops.pairing import keep_texts
from pollapp.workshops.releasing import note_releases, verdicts_of
from pollapp.workshops.scenes import Row, deck_of


def finish(db: Database, workshop: Row, now: int) -> list[discovering.Sought]:
    """Close what is open, keep what may be known and nothing else, and go to the last slide for good.

    Gives the votes among which opinion groups are still looked for: once the links are cut they cannot be read.
    """
    deck = deck_of(workshop["deck"])
    for found in rounds.of_workshop(db, workshop["id"]):
        if round_state(found) == "open":
            locking.lock(db, deck, found, now)
    for found in rounds.of_workshop(db, workshop["id"]):
        question = deck.question(found["question"])
        if question.type in TEXTS:
            _drop_unread(db, question, found)
            keep_texts(db, workshop["id"], question)
        answers.forget_history(db, found["id"])
    last = len(deck.flow) + 1
    workshops.change(db, workshop["id"], ended_at=now, paused_at=None, step=last, step_at=now, view=None)
    note_releases(db, deck, workshop["id"], now)
    return discovering.sought(db, workshop["id"])


def cut(db: Database, event: int, now: int, but: int | None = None) -> list[int]:
    """Cut the links that nothing waits for any more. Gives the other workshops, whose stage tells of it."""
    concerned = [one for one in links.cut(db, event, now) if one != but]
    for one in concerned:
        workshops.change(db, one)
    return concerned


def end_event(store: Store, keys: Keys, event: int) -> None:
    """End all workshops of an event that go on, at once: no link is left. Raises Unavailable as `settle` does."""
    now = int(time.time())

    def operation(db: Database) -> tuple[list[int], list[discovering.Sought]]:
        going = workshops.going_on(db, event)
        sought = [one for workshop in going for one in finish(db, workshop, now)]
        return [one["id"] for one in going] + cut(db, event, now), sought

    concerned, sought = store.write(operation)
    for workshop in concerned:
        store.tell(workshop)
    discovering.search(store, sought)
    settle(store, keys, event)


def settle(store: Store, keys: Keys, *events: int) -> None:
    """What follows the commit of an end: the key goes, and what was cut is in no file any more.

    Raises Unavailable when a key cannot be destroyed now.
    """
    try:
        for event in events:
            store.write(partial(_destroy_key, keys=keys, event=event))
    except OSError:
        raise Unavailable(
            N_("The workshop has ended, but the key of the event could not be destroyed. Restart the server.")
        ) from None
    finally:
        store.settle()


def complete(store: Store, keys: Keys) -> None:
    """What an end could not finish before the server stopped. Raises Unavailable as `settle` does."""
    settle(store, keys, *keys.events())


def _destroy_key(db: Database, keys: Keys, event: int) -> None:
    """Destroy the key when the last workshop of its event has ended, test rounds included.

    Asked by the one who writes, so that no workshop can begin in between.
    """
    if event in keys.events() and workshops.of_event(db, event) and not workshops.going_on(db, event):
        keys.forget(event)


def _drop_unread(db: Database, question: Question, found: Row) -> None:
    """Only texts stay that may be read. Who wrote nothing else still counts as somebody who answered.

    One that went along with another that says the same, and was never read itself, becomes that other one.
    """
    rename_heaps(db, question, found)
    tally, told = count(db, question, found), verdicts_of(db, question, found)
    heaps, alikes = readable(question, tally, told), similar(question, tally, told)
    texts = {one["key"]: one["text"] for one in entries(tally)}
    for participant, rounds_ in answers.by_participant(db, [found["id"]]).items():
        said = {key(text): text for text in rounds_[found["id"]] if key(text) in heaps}
        kept = [texts[alikes[each]] if each in alikes and each not in told else text for each, text in said.items()]
        answers.rewrite(db, found["id"], participant, list(dict.fromkeys(kept)))
    verdicts.keep_only(db, found["id"], {*heaps, *heaps.values()})
