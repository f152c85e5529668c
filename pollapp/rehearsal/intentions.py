"""What one person still wants to do, in each round: kept over reloads, lost lines and rounds that open again."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import Any

from pollapp.rehearsal.character import Character
from pollapp.rehearsal.plans import Move, plan

Message = dict[str, Any]


class Intentions:
    """Told what is shown (`see`) and what was done (`done`), it knows the `next` move. It knows no time and no line."""

    def __init__(self, who: Character) -> None:
        self._who = who
        self._left: dict[int, deque[Move]] = {}
        self._n: dict[int, int] = defaultdict(int)
        self._round: int | None = None

    def see(self, stage: Message) -> None:
        """What is on stage now. Only an open question is answered."""
        asked = stage["question"] and stage["state"] == "open" and not stage["paused"]
        self._round = stage["round"] if asked else None
        if self._round is not None and self._round not in self._left:
            moves = plan(stage["question"], stage.get("side"), self._round, self._who)
            self._left[self._round] = deque(moves)

    def came_in(self, reply: Message) -> None:
        """The acknowledgement of `join`: what is shown, and the `n` that the server knows of us."""
        round_ = reply["stage"]["round"]
        if round_ is not None:
            self._n[round_] = max(self._n[round_], reply["n"])
        self.see(reply["stage"])

    @property
    def next(self) -> Move | None:
        left = self._left.get(self._round) if self._round is not None else None
        return left[0] if left else None

    def message(self, move: Move) -> Message:
        """The message `answer` for the next move."""
        assert self._round is not None
        return {"round": self._round, "n": self._n[self._round] + 1, "value": move.value}

    def done(self, n: int | None = None) -> None:
        """The next move was made; `n` is what was acknowledged, when it was an answer."""
        assert self._round is not None
        self._left[self._round].popleft()
        if n is not None:
            self._n[self._round] = n

    def refused(self) -> None:
        """The server did not take the next move, mostly because it has just closed: wait for the next stage."""
        self._round = None
