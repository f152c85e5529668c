"""What the types with options share: their ids, and the rules for them."""

from __future__ import annotations

from collections.abc import Iterator

from pollapp.language import N_
from pollapp.questions.base import Flaw, Options, Question, flaw, repeated


class Choosing(Question):
    """A question with options."""

    options: Options

    @property
    def ids(self) -> list[str]:
        """The ids of the options, as they stand in the deck."""
        return [option.id for option in self.options]

    def flaws(self) -> Iterator[Flaw]:
        yield from super().flaws()
        yield from repeated(self.ids, "options", "id")
        if self.type == "multiple":
            return
        for index, option in enumerate(self.options):
            if option.exclusive:
                message = N_("Only a question of type multiple has “exclusive”. Remove it here.")
                yield flaw(message, "options", index, "exclusive")
