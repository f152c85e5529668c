"""What the two types share in which people write: a list of short texts, each said once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from pydantic import Field

from pollapp.errors import AnswerError
from pollapp.language import N_
from pollapp.questions.base import Flaw, Part, Question, Say, flaw
from pollapp.questions.values import Form
from pollapp.questions.writing import key, tidy

MANY = 50  # times what is allowed: more is nobody's typing, and is refused unread


class Writing(Part):
    """How much may be written, and what happens before it is shown."""

    max_chars: int = Field(ge=5, le=500)
    max_words: int | None = Field(default=None, ge=1)
    entries: int = Field(ge=1, le=5)
    moderation: Literal["before_display", "none"]
    group_similar: bool = False
    group_by_hand: bool = False


class Written(Question):
    """The value is a list of tidy texts; empty ones are dropped, what is said twice stays once."""

    in_groups: ClassVar[bool] = False
    text: Writing

    def check(self, value: Any) -> list[str]:
        if not isinstance(value, list | tuple) or len(value) > MANY:
            raise AnswerError(N_("Write your answer in the text field."), field="text")
        texts: dict[str, str] = {}
        for text in filter(None, map(self._tidied, value)):
            texts.setdefault(key(text), text)
        if not texts:
            raise AnswerError(N_("Write an answer first, or skip the question."), field="text")
        if len(texts) > self.text.entries:
            message = N_("Give fewer answers: at most %(entries)s.")
            raise AnswerError(message, field="text", entries=self.text.entries)
        return list(texts.values())

    def _tidied(self, raw: Any) -> str:
        if not isinstance(raw, str):
            raise AnswerError(N_("Write your answer in the text field."), field="text")
        most, words = self.text.max_chars, self.text.max_words
        if len(raw) > most * MANY or len(text := tidy(raw)) > most:
            raise AnswerError(N_("Make it shorter: at most %(most)s characters."), field="text", most=most)
        if words and len(text.split()) > words:
            raise AnswerError(N_("Use fewer words: at most %(words)s."), field="text", words=words)
        return text

    def flaws(self) -> Iterator[Flaw]:
        yield from super().flaws()
        if "rooms" in self.show:
            message = N_("What people write is not shown over rooms: nobody there has read it. Remove “rooms”.")
            yield flaw(message, "show")

    def read_form(self, form: Form) -> list[str] | None:
        return [text for text in form.get("text", []) if text.strip()] or None

    def _asked(self, say: Say) -> dict[str, Any]:
        fields = {"max_chars", "max_words", "entries", "moderation"}
        return {"text": self.text.model_dump(include=fields, exclude_none=True)}
