"""While people still answer, a picture moves by groups of people, and the newest group always waits.

Whoever sees two pictures with one answer between them knows that answer, and so does whoever sees the last picture
before the closing and the one after it. So a picture is made when enough *different* people changed something since
the one before (a batch), and it is shown when as many again changed something since: `privacy-and-access` calls it
lagged batches. Which moment that is depends on who answered, never on what they answered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from pollapp.results.texts import TEXTS

if TYPE_CHECKING:
    from pollapp.questions.base import Question

LEAST = 5
"""Between two pictures, and behind the last one, are never fewer people than this."""

PART = 20
"""In a large room one in so many people make a batch: a few pictures more a minute would tell a hall nothing."""

Tally = Mapping[str, Any]


def in_batches(question: Question) -> bool:
    """Whether what is seen of this question while people answer comes in batches.

    What is sensitive shows nothing before it is closed, and neither do texts: one text is one person.
    """
    settings = question.settings
    return (
        settings.reveal in ("live_batched", "presenter")
        and settings.sensitivity != "high"
        and question.type not in TEXTS
    )


def batch_size(people: int, smallest: int) -> int:
    """How many different people make a batch in a room where `people` have answered.

    Never fewer than `smallest`, the smallest group of which this question shows a result: what lies between
    two pictures is a result as well.
    """
    return max(LEAST, smallest, people // PART)


class Snapshot(NamedTuple):
    """The tally of everybody at the end of a batch, and the place of that batch, from 1 up."""

    place: int
    tally: Tally


@dataclass(frozen=True)
class Stream:
    """The pictures of one open round: the batch that fills, and the ends of batches that still matter.

    `shown` is what the room sees. `last` ended the newest full batch and waits for one behind it; `ready` has that
    and may be shown. Whoever keeps a stream notes for each person the batch in which they changed last.
    """

    smallest: int
    size: int
    filling: int = 1
    shown: Snapshot | None = None
    ready: Snapshot | None = None
    last: Snapshot | None = None

    @classmethod
    def begin(cls, smallest: int) -> Self:
        """Nothing was answered yet; `smallest` is the smallest group of which this question shows a result."""
        return cls(smallest, batch_size(0, smallest))

    def is_full(self, changed: int) -> bool:
        """Whether so many people, who changed something in the batch that fills, make it complete."""
        return changed >= self.size

    def end(self, tally: Tally, people: int) -> Self:
        """A full batch ends with this tally of the `people` who have answered; the next one begins to fill."""
        waited = self.last if self.last and self.last.tally["n"] >= self.smallest else None
        return replace(
            self,
            filling=self.filling + 1,
            size=batch_size(people, self.smallest),
            ready=waited or self.ready,
            last=Snapshot(self.filling, tally),
        )

    def publish(self) -> Self:
        """What is ready is shown from now on. Without anything ready nothing changes."""
        return replace(self, shown=self.ready or self.shown, ready=None)

    def closes_with(self, tally: Tally, changed: int) -> bool:
        """Whether everything may be shown when the round closes with this tally.

        `changed` people changed something since what is shown. If they are too few, or too few answers are left,
        what is shown stays for good: else these few would be the difference between two pictures.
        """
        if self.shown is None or changed == 0:
            return True
        return changed >= batch_size(0, self.smallest) and tally["n"] >= self.smallest

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        kept = json.loads(text)
        ends = {name: Snapshot(*kept[name]) if kept[name] else None for name in ("shown", "ready", "last")}
        return cls(**kept | ends)
