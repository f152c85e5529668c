"""Questions that several workshops of one event share, and which of them a deck shows over all its rooms.

Each workshop has a deck of its own, so a question is known by what people are asked, not by its id.
"""

from __future__ import annotations

from typing import Any

from pollapp.decks.deck import Deck, Show
from pollapp.decks.flow import ROOMS
from pollapp.questions import Question

ASIDE = {"id", "help", "purpose", "pair", "show", "settings", "estimates", "discover_groups"}
"""Fields of a question that change neither what people are asked nor what they can answer."""


def same(question: Question, other: Question) -> bool:
    """Whether two questions of any decks ask the same: equal type, title, and definition of the answer.

    Texts are equal in every language that they have; options and sentences stand in the same order.
    """
    return _asked(question) == _asked(other)


def over_rooms(deck: Deck) -> list[Question]:
    """The questions that this deck shows over the rooms of the event: in a step of its flow, or in their `show`."""
    stepped = {step.question for step in deck.flow if isinstance(step, Show) and step.view == ROOMS}
    return [question for question in deck.questions if question.id in stepped or ROOMS in question.show]


def _asked(question: Question) -> dict[str, Any]:
    return {name: getattr(question, name) for name in type(question).model_fields if name not in ASIDE}
