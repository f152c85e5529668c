"""The queue of words and texts: approve, reject, merge into a heap, split again."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from pollapp.decks import Deck
from pollapp.errors import PollError, Refused
from pollapp.language import N_
from pollapp.questions import Question
from pollapp.results import TEXTS, entries
from pollapp.store import Store, rounds, verdicts, workshops
from pollapp.workshops.counting import count
from pollapp.workshops.releasing import verdicts_of
from pollapp.workshops.scenes import Scene, deck_of

Row = dict[str, Any]

MODERATION = ("approve", "reject", "merge", "split")


def queue(db: Database, scene: Scene) -> list[dict[str, Any]]:
    """The texts of the round on stage: [{round, key, text, count, state, into}], those that wait first."""
    if not scene.question or scene.question.type not in TEXTS or not scene.shown:
        return []
    tally = count(db, scene.question, scene.shown)
    said = {one["key"]: one for one in verdicts.of_round(db, scene.shown["id"])}
    found = [
        {
            "round": scene.shown["id"],
            "key": one["key"],
            "text": one["text"],
            "count": one["count"],
            "state": said[one["key"]]["state"] if one["key"] in said else "waiting",
            "into": said[one["key"]]["heap"] if one["key"] in said else None,
        }
        for one in entries(tally)
    ]
    return sorted(found, key=lambda one: (ORDER[one["state"]], one["text"].casefold()))


ORDER = {"waiting": 0, "approved": 1, "rejected": 2}


def moderate(store: Store, workshop: int, verb: str, *, text: Any = None, into: Any = None, **where: Any) -> None:
    """Note a verdict about a text of a round of this workshop. Raises PollError naming the field, or Refused."""

    def operation(db: Database) -> None:
        round_, texts = _texts(db, workshop, where.get("round"))
        if not isinstance(text, str) or text not in texts:
            raise PollError(N_("This text is not there (any more). Look at the list again."), field="text")
        if verb == "merge":
            if not isinstance(into, str) or into not in texts or into == text:
                raise PollError(N_("Choose another text of the list to merge it with."), field="into")
            verdicts.put(db, round_, into, "approved")
            for one in verdicts.of_round(db, round_):
                if one["heap"] == text:
                    verdicts.put(db, round_, one["key"], "approved", into)
        state = "rejected" if verb == "reject" else "approved"
        verdicts.put(db, round_, text, state, into if verb == "merge" else None)

    store.write(operation)
    store.tell(workshop)


def forget_verdicts(db: Database, round_: int, deck: Deck) -> None:
    """Drop the verdicts about texts that nobody has said any more: a verdict holds the text itself."""
    found = rounds.get(db, round_)
    assert found is not None
    question = deck.question(found["question"])
    if question.type in TEXTS:
        rename_heaps(db, question, found)
        said = {one["key"] for one in entries(count(db, question, found))}
        told = verdicts_of(db, question, found)
        verdicts.keep_only(db, round_, said | {one.into for text, one in told.items() if text in said and one.into})


def rename_heaps(db: Database, question: Question, found: Row) -> None:
    """A heap that has the name of a text that was taken back gets the name of another text that lies on it."""
    told = verdicts_of(db, question, found)
    names = {one.into for one in told.values() if one.into in told}
    said = {one["key"]: one["count"] for one in entries(count(db, question, found))} if names else {}
    for name in names - set(said):
        lying = sorted((key for key in said if key in told and told[key].into == name), key=lambda key: -said[key])
        for key in lying:
            verdicts.put(db, found["id"], key, told[key].state, lying[0] if key != lying[0] else None)
        verdicts.drop(db, found["id"], name)


def _texts(db: Database, workshop: int, round_: Any) -> tuple[int, set[str]]:
    """The round and the keys of its texts. Raises PollError when the round is not one of this workshop with texts."""
    found = rounds.get(db, round_) if isinstance(round_, int) and abs(round_) < 2**63 else None
    if found is None or found["workshop"] != workshop:
        raise PollError(N_("This round is not part of this workshop. Look at the list again."), field="round")
    owner = workshops.get(db, workshop)
    assert owner is not None
    if owner["ended_at"] is not None:
        raise Refused(N_("This workshop has ended. Nothing can be changed any more."), field="verb")
    question = deck_of(owner["deck"]).question(found["question"])
    if question.type not in TEXTS:
        raise PollError(N_("This question has no texts to approve."), field="round")
    return found["id"], {one["key"] for one in entries(count(db, question, found))}
