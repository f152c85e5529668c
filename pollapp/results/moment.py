"""When a result may be seen: where the round stands, against what the deck asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Moment:
    """Where a round stands now.

    `pair_done` is true once both rounds of a before and after are locked. `late` people answered or changed too
    shortly before the closing to be in the picture.
    """

    open: bool = False
    locked: bool = False
    revealed: bool = False
    hidden: bool = False
    pair_done: bool = False
    late: int = 0


def may_be_seen(reveal: str, sensitivity: str, moment: Moment) -> bool:
    """Whether a round of this `reveal` mode may show anything at this moment, whatever its size.

    While people still answer nothing is shown where the subject is sensitive. `live` shows each answer at once;
    `live_batched`, and `presenter` once it is revealed, show pictures a batch apart (`batches`).
    """
    if moment.hidden or not (moment.open or moment.locked):
        return False
    return _while_open(reveal, sensitivity, moment) if moment.open else _after_locking(reveal, moment)


def _while_open(reveal: str, sensitivity: str, moment: Moment) -> bool:
    if sensitivity == "high":
        return False
    return moment.revealed if reveal == "presenter" else reveal in ("live", "live_batched")


def _after_locking(reveal: str, moment: Moment) -> bool:
    if reveal == "presenter":
        return moment.revealed
    if reveal == "after_pair":
        return moment.pair_done
    return reveal in ("live", "live_batched", "on_close")
