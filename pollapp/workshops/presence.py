"""Who is in the room: distinct participants seen in the last minute, in memory only."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, defaultdict

from pollapp.workshops.latest import MOST, Latest


class Presence:
    """Counts people, never sockets. `seconds` is how long a silent phone still counts.

    Who is here stands in the order in which they were seen last, so that to see and to count takes no longer in a hall.
    """

    def __init__(self, seconds: int) -> None:
        self._seconds, self._changing = seconds, threading.Lock()
        self._known: dict[int, Latest[bytes, bool]] = defaultdict(Latest)
        self._here: dict[int, OrderedDict[bytes, float]] = defaultdict(OrderedDict)

    def see(self, workshop: int, participant: bytes) -> bool:
        """This participant is here now. True when that changes the number of people."""
        new = participant not in self._known[workshop]
        self._known[workshop].note(participant, True)
        here = self._here[workshop]
        with self._changing:
            here[participant] = time.monotonic()
            here.move_to_end(participant)
            if len(here) > MOST:
                here.popitem(last=False)
        return new

    def knows(self, workshop: int, participant: bytes) -> bool:
        """Whether this participant was let in before, since the server started."""
        return participant in self._known[workshop]

    def count(self, workshop: int) -> int:
        """How many people were seen in the last minute."""
        oldest, here = time.monotonic() - self._seconds, self._here[workshop]
        with self._changing:
            while here and next(iter(here.values())) < oldest:
                here.popitem(last=False)
            return len(here)
