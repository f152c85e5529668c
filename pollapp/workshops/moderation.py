"""The queue of words and texts: approve, reject, merge into a heap, split again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from pollapp.decks import Deck
from pollapp.errors import PollError, Refused
from pollapp.language import N_
from pollapp.questions import Question
from pollapp.questions.written import Written
from pollapp.results import TEXTS, WAITING, Verdict, entries, similar
from pollapp.store import Store, rounds, verdicts, workshops
from pollapp.workshops.counting import count
from pollapp.workshops.releasing import verdicts_of
from pollapp.workshops.scenes import Scene, deck_of

Row = dict[str, Any]

MODERATION = ("approve", "reject", "merge", "split")


def queue(db: Database, scene: Scene) -> list[dict[str, Any]]:
    """The texts of the round on stage: [{round, key, text, count, state, into}], those that wait first.

    A text that goes with one that says the same lies on it, and waits if that one waits.
    """
    if not scene.question or scene.question.type not in TEXTS or not scene.shown:
        return []
    tally, told = count(db, scene.question, scene.shown), verdicts_of(db, scene.question, scene.shown)
    alikes = similar(scene.question, tally, told)
    found = [
        {
            "round": scene.shown["id"],
            "key": one["key"],
            "text": one["text"],
            "count": one["count"],
            "state": _state(alikes.get(one["key"], one["key"]), told),
            "into": alikes.get(one["key"]) or _laid(one["key"], told),
        }
        for one in entries(tally)
    ]
    return sorted(found, key=lambda one: (ORDER[one["state"]], one["text"].casefold()))


def _state(text: str, told: Mapping[str, Verdict]) -> str:
    return told[text].state if text in told else WAITING


def _laid(text: str, told: Mapping[str, Verdict]) -> str | None:
    """The heap on which the presenter laid a text."""
    return told[text].into if text in told and told[text].into != text else None


ORDER = {WAITING: 0, "approved": 1, "rejected": 2}


def moderate(store: Store, workshop: int, verb: str, *, text: Any = None, into: Any = None, **where: Any) -> None:
    """Note a verdict about a text of a round of this workshop. Raises PollError naming the field, or Refused."""

    def operation(db: Database) -> None:
        queue = _Queue.of(db, workshop, where.get("round"))
        if not isinstance(text, str) or text not in queue.texts:
            raise PollError(N_("This text is not there (any more). Look at the list again."), field="text")
        if verb == "merge":
            if not isinstance(into, str) or into not in queue.texts or into == text:
                raise PollError(N_("Choose another text of the list to merge it with."), field="into")
            queue.merge(text, into)
        elif verb == "split":
            queue.split(text)
        else:
            queue.judge(text, "approved" if verb == "approve" else "rejected")

    store.write(operation)
    store.tell(workshop)


@dataclass(frozen=True)
class _Queue:
    """The texts of a round, what was decided about them, and which of them go together by themselves."""

    db: Database
    round: int
    texts: set[str]
    told: Mapping[str, Verdict]
    alikes: Mapping[str, str]
    together: bool

    def judge(self, text: str, state: str) -> None:
        """A text that was split off stays apart."""
        apart = text in self.told and self.told[text].into == text
        verdicts.put(self.db, self.round, text, state, text if apart else None)

    def merge(self, text: str, into: str) -> None:
        """What lies on the text goes along, whether by hand or by itself."""
        self.judge(into, "approved")
        lying = [key for key, verdict in self.told.items() if verdict.into == text and key != into]
        for key in {text, *lying, *(key for key, first in self.alikes.items() if first == text and key != into)}:
            verdicts.put(self.db, self.round, key, "approved", into)

    def split(self, text: str) -> None:
        """A text that went along by itself is one to be read; one that was laid there by hand was read already."""
        state = WAITING if text in self.alikes and text not in self.told else "approved"
        verdicts.put(self.db, self.round, text, state, text if self.together else None)

    @classmethod
    def of(cls, db: Database, workshop: int, round_: Any) -> _Queue:
        """Raises PollError when the round is not one of this workshop with texts, Refused after its end."""
        found = rounds.get(db, round_) if isinstance(round_, int) and abs(round_) < 2**63 else None
        if found is None or found["workshop"] != workshop:
            raise PollError(N_("This round is not part of this workshop. Look at the list again."), field="round")
        owner = workshops.get(db, workshop)
        assert owner is not None
        if owner["ended_at"] is not None:
            raise Refused(N_("This workshop has ended. Nothing can be changed any more."), field="verb")
        question = deck_of(owner["deck"]).question(found["question"])
        if not isinstance(question, Written):
            raise PollError(N_("This question has no texts to approve."), field="round")
        tally, told = count(db, question, found), verdicts_of(db, question, found)
        texts, alikes = {one["key"] for one in entries(tally)}, similar(question, tally, told)
        return cls(db, found["id"], texts, told, alikes, question.text.group_similar)


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
