"""A question of a type to try, and what it says to a wrong answer."""

from __future__ import annotations

from typing import Any

import pytest

from pollapp.errors import AnswerError
from pollapp.language import use
from pollapp.questions import parse


def question(kind: str, ids: str = "", **fields: Any) -> Any:
    """A question with options (or sentences) called by these letters."""
    named = [{"id": each, "text": each.upper(), **({"exclusive": True} if each == "x" else {})} for each in ids]
    options = {"items" if kind == "statements" else "options": named} if ids else {}
    return parse({"id": "q", "type": kind, "title": "A question", **options, **fields})


def refused(question: Any, value: Any) -> tuple[str | None, str]:
    """The field and the English sentence with which a value is refused."""
    with pytest.raises(AnswerError) as caught:
        question.check(value)
    return said(caught.value)


def form_refused(question: Any, form: dict[str, list[str]]) -> tuple[str | None, str]:
    """The field and the English sentence with which a filled in form is refused."""
    with pytest.raises(AnswerError) as caught:
        question.check(question.read_form(form))
    return said(caught.value)


def said(error: AnswerError) -> tuple[str | None, str]:
    with use("en"):
        return error.field, error.sentence
