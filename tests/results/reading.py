"""A released result of some answers, and what a drawing of it says."""

from __future__ import annotations

from typing import Any

from bs4 import Tag

from pollapp.questions import Question
from pollapp.results import Moment, release
from tests.results.rooms import LOCKED, approve


def result_of(question: Question, values: list[Any], moment: Moment = LOCKED) -> dict[str, Any]:
    tally = question.tally([question.check(value) for value in values])
    return release(question, tally, moment, approve(tally))


def said(root: Tag) -> str:
    return " ".join(root.get_text(" ").split())


def cells(root: Tag) -> str:
    return " ".join(said(cell) for cell in root.select("td") if said(cell))
