"""Rows, one a person, for the questions that announced them; and the texts of people in a list of their own.

Every export has new random ids and an order of its own. Small groups are merged and rare patterns of answered questions
levelled (`anonymity`), and what somebody wrote never stands beside them.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from pollapp.decks import Deck
from pollapp.errors import Refused
from pollapp.exports.anonymity import SMALLEST, levelled, merged
from pollapp.exports.report import Row, workshop_of
from pollapp.language import N_, gettext
from pollapp.questions import Question
from pollapp.results import TEXTS, release
from pollapp.store import answers, rounds
from pollapp.workshops.counting import count
from pollapp.workshops.releasing import CLOSED, releasable, verdicts_of
from pollapp.workshops.scenes import deck_of

_random = secrets.SystemRandom()


@dataclass(frozen=True)
class Table:
    """A heading and lines of the same length."""

    heading: list[str]
    lines: list[list[Any]]


def rows(db: Database, workshop: int) -> Table:
    """A line for each person: `id`, then the columns of each closed round. Raises Refused where there are none.

    They leave when nothing is linked any more: two exports between which somebody erased an answer would tell which.
    """
    found = workshop_of(db, workshop)
    deck = deck_of(found["deck"])
    blocks = [_block(deck, one, name) for one, name in _given(db, found, deck)]
    blocks = [block for block in blocks if block.question.type not in TEXTS]
    people = answers.by_participant(db, [block.round for block in blocks]) if _is_cut(db, found) else {}
    lines = _lines(deck, blocks, [people[who] for who in sorted(people)])
    if not lines:
        raise Refused(_why_no_rows(db, found), field="workshop")
    heading = [column for block in blocks for column in block.columns]
    _random.shuffle(lines)
    ids = _new_ids(len(lines))
    return Table(["id", *heading], [[id, *line] for id, line in zip(ids, lines, strict=True)])


def texts(db: Database, workshop: int) -> Table:
    """A line for each approved text of an announced question, in an order that tells nothing."""
    found = workshop_of(db, workshop)
    deck = deck_of(found["deck"])
    lines: list[list[Any]] = []
    for one, name in _given(db, found, deck):
        question = deck.question(one["question"])
        if question.type in TEXTS:
            said = _released(db, question, one)
            lines += [[name, text["text"]] for text in _listed(said) for _ in range(text.get("count", 1))]
    if not lines:
        raise Refused(N_("There are no texts yet: close a question first, and approve what may be read."))
    _random.shuffle(lines)
    return Table(["question", "text"], sorted(lines, key=lambda line: str(line[0])))


@dataclass(frozen=True)
class Block:
    """The columns of one round."""

    question: Question
    round: int
    name: str

    @property
    def parts(self) -> list[str]:
        """What a column stands for: an answer, a sentence, a line; "" where one column holds all."""
        if self.question.type == "position2d":
            return ["horizontal", "vertical"]
        return list(getattr(self.question, "ids", [""])) if self.question.type in READ else [""]

    @property
    def columns(self) -> list[str]:
        return [f"{self.name}:{part}" if part else self.name for part in self.parts]

    def cells(self, person: dict[int, Any]) -> list[Any]:
        """What one person, {round: value}, answered; empty cells where nothing was."""
        if self.round not in person:
            return [""] * len(self.parts)
        value = person[self.round]
        return READ[self.question.type](value, self.parts) if self.question.type in READ else [value]


READ: dict[str, Callable[[Any, list[str]], list[Any]]] = {
    "multiple": lambda value, ids: [int(id in value) for id in ids],
    "statements": lambda value, ids: [value.get(id, "") for id in ids],
    "points": lambda value, ids: [value.get(id, 0) for id in ids],
    "ranking": lambda value, ids: [value.index(id) + 1 if id in value else "" for id in ids],
    "position2d": lambda value, _: list(value),
}
"""How the cells of a type with several columns are read: chosen or not, what was said, points, place, two lines."""


def _is_cut(db: Database, workshop: Row) -> bool:
    return workshop["ended_at"] is not None and not rounds.linked(db, workshop["id"])


def _lines(deck: Deck, blocks: list[Block], people: list[dict[int, Any]]) -> list[list[Any]]:
    """The cells of each person who has any, where no small group and no rare pattern of open cells can be told."""
    least = max([SMALLEST, *(block.question.settings.min_segment for block in blocks)])
    patterns = levelled([frozenset(person) for person in people], least)
    shown = [{each: person[each] for each in kept} for person, kept in zip(people, patterns, strict=True) if kept]
    segments = {segment.question for segment in deck.segments}
    grouping = [block.round for block in blocks if block.question.id in segments]
    groups = [(frozenset(one), *(one.get(each, "") for each in grouping)) for one in shown]
    for one, (_, *values) in zip(shown, merged(groups, gettext("(other)"), "", least), strict=True):
        one.update({each: value for each, value in zip(grouping, values, strict=True) if each in one})
    return [[cell for block in blocks for cell in block.cells(one)] for one in shown]


def _block(deck: Deck, found: Row, name: str) -> Block:
    return Block(deck.question(found["question"]), found["id"], name)


def _given(db: Database, workshop: Row, deck: Deck) -> list[tuple[Row, str]]:
    """[(round, name)] of the closed rounds of announced questions that enough people answered.

    Where a few late answers are held back there are none: beside the picture they would tell those few.
    """
    wanted, seen, found = {question.id for question in deck.announced}, dict[str, int](), []
    for one in rounds.of_workshop(db, workshop["id"]):
        if one["question"] not in wanted:
            continue
        name = ".".join(filter(None, (one["question"], one["side"])))
        seen[name] = seen.get(name, 0) + 1
        if (
            one["locked_at"]
            and one["late"] is None
            and _released(db, deck.question(one["question"]), one)["state"] == "shown"
        ):
            found.append((one, name if seen[name] == 1 else f"{name}#{seen[name]}"))
    return found


def _why_no_rows(db: Database, workshop: Row) -> str:
    if not deck_of(workshop["deck"]).announced:
        return N_("There are no rows: the deck did not announce any.")
    if not _is_cut(db, workshop):
        return N_("There are no rows yet: they come when the workshop has ended and no answer is linked to a phone.")
    if any(one["late"] is not None for one in rounds.of_workshop(db, workshop["id"])):
        return N_("There are no rows: beside the picture they would tell what a few late people answered.")
    return N_("There are no rows: too few people answered the same questions.")


def _released(db: Database, question: Question, found: Row) -> dict[str, Any]:
    """What may be seen of a closed round, whatever its moment of showing: rows were announced."""
    return release(releasable(question), count(db, question, found), CLOSED, verdicts_of(db, question, found))


def _listed(result: dict[str, Any]) -> list[dict[str, Any]]:
    return list(result.get("texts") or result.get("words") or [])


def _new_ids(many: int) -> list[str]:
    """Random and different, for this export only."""
    found: set[str] = set()
    while len(found) < many:
        found.add(secrets.token_hex(6))
    return sorted(found)
