"""The raw counts behind what is seen of a round. They never leave the server: `releasing` asks what may be told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from pollapp.questions import Question
from pollapp.results import TEXTS, Stream, in_batches, needed
from pollapp.store import answers, rounds

Row = dict[str, Any]
Pairs = dict[bytes, dict[str, Any]]

MOVING = ("scale", "single", "number")
"""Types with one answer a person, so that one can be seen to move. Of a sensitive question nothing is told of it."""


def round_state(found: Row) -> str:
    """shown, open or locked."""
    if found["locked_at"] is not None:
        return "locked"
    return "open" if found["opened_at"] is not None else "shown"


def tally_of(question: Question, values: list[Any]) -> dict[str, Any]:
    """The raw counts of these answers, with how many people they are of."""
    return question.tally(values) | {"answered": len(values)}


def stream_of(question: Question, found: Row) -> Stream:
    """The batches of a round that is open."""
    return Stream.from_json(found["stream"]) if found["stream"] else Stream.begin(needed(question))


def count(db: Database, question: Question, found: Row) -> dict[str, Any]:
    """The tally behind what is seen of a round.

    As it was frozen or locked; while answers come in batches that of the last one shown; else counted from the rows.
    Texts are always counted anew, so that one that was erased is gone.
    """
    if found["tally"] and question.type not in TEXTS:
        return dict(json.loads(found["tally"]))
    if round_state(found) == "open" and in_batches(question):
        shown = stream_of(question, found).shown
        return dict(shown.tally) if shown else tally_of(question, [])
    return tally_of(question, answers.values(db, found["id"]))


def drawn(db: Database, question: Question, found: Row) -> dict[str, Any]:
    """The tally behind the picture of a round: everybody's, or that of the people who answered both (`round.drawn`)."""
    if found["drawn"] is None or question.type not in TEXTS:
        return count(db, question, found)
    other = rounds.get(db, found["drawn"])
    assert other is not None
    before, after = (found, other) if found["side"] == "before" else (other, found)
    return dict(count_pair(db, question, before, after)[found["side"]])


def count_pair(db: Database, question: Question, before: Row, after: Row) -> dict[str, Any]:
    """{of, before, after, moves}: the tallies of the people who answered both, kept from when the second was locked.

    `of` is the round before: where that question was asked again later, the pair is another one. Those of texts are
    counted anew until the workshop ends.
    """
    if "before" in (kept := kept_pair(before, after)):
        return kept
    everyone = _both(db, before, after)
    both = _with_substance(question, everyone).values()
    answered = {"answered": len(everyone)}
    return {
        "of": before["id"],
        "before": question.tally([one["before"] for one in both]) | answered,
        "after": question.tally([one["after"] for one in both]) | answered,
        "moves": _moves(both) if question.type in MOVING and question.settings.sensitivity != "high" else [],
    }


def nobody_twice(question: Question) -> dict[str, Any]:
    """The pair in which nobody answered both."""
    nobody = tally_of(question, [])
    return {"before": nobody, "after": nobody, "moves": []}


def kept_pair(before: Row, after: Row) -> dict[str, Any]:
    """What was kept of this pair when the second of its rounds was locked; empty where that was another pair."""
    kept = dict(json.loads(after["pair"])) if after["pair"] else {}
    return kept if kept.get("of") == before["id"] else {}


def answered_both(db: Database, question: Question, before: Row, after: Row) -> Pairs:
    """{participant: {before, after}} of the people with an answer of substance in both rounds."""
    return _with_substance(question, _both(db, before, after))


def _both(db: Database, before: Row, after: Row) -> Pairs:
    people = answers.by_participant(db, [before["id"], after["id"]])
    return {
        who: {"before": one[before["id"]], "after": one[after["id"]]} for who, one in people.items() if len(one) == 2
    }


def _with_substance(question: Question, people: Pairs) -> Pairs:
    return {who: one for who, one in people.items() if all(question.tally([value])["n"] for value in one.values())}


def _moves(both: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
    """[[before, after, people]]: how many went from one answer to another, in the order of the answers."""
    people = Counter((one["before"], one["after"]) for one in both)
    return [[before, after, count] for (before, after), count in sorted(people.items())]
