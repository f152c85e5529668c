"""Who is in the room: distinct participants seen in the last minute, in memory only."""

from __future__ import annotations

import time
from collections import defaultdict

from pollapp.workshops.latest import Latest


class Presence:
    """Counts people, never sockets. `seconds` is how long a silent phone still counts."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._seen: dict[int, Latest[bytes, float]] = defaultdict(Latest)

    def see(self, workshop: int, participant: bytes) -> bool:
        """This participant is here now. True when that changes the number of people."""
        seen = self._seen[workshop]
        new = participant not in seen
        seen.note(participant, time.monotonic())
        return new

    def knows(self, workshop: int, participant: bytes) -> bool:
        """Whether this participant was let in before, since the server started."""
        return participant in self._seen[workshop]

    def count(self, workshop: int) -> int:
        """How many people were seen in the last minute."""
        oldest = time.monotonic() - self._seconds
        return sum(1 for seen in self._seen[workshop].values() if seen >= oldest)
