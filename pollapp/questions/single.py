"""One answer out of a few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal

from pollapp.errors import AnswerError
from pollapp.language import N_
from pollapp.questions.base import Say
from pollapp.questions.choosing import Choosing
from pollapp.questions.values import Form, among, typed


class Single(Choosing):
    """The value is the id of one option."""

    type: Literal["single"]

    def check(self, value: Any) -> str:
        if not among(value, self.ids):
            raise AnswerError(N_("Choose one of the answers."), field="value")
        return str(value)

    def read_form(self, form: Form) -> str | None:
        return typed(form, "value") or None

    def tally(self, values: Iterable[str]) -> dict[str, Any]:
        chosen = Counter(values)
        return {"n": chosen.total(), "counts": {each: chosen[each] for each in self.ids}}

    def _asked(self, say: Say) -> dict[str, Any]:
        return {"options": [option.ask(say) for option in self.options]}
