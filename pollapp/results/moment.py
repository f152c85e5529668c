"""When a result may be seen: where the round stands, against what the deck asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Moment:
    """Where a round stands now; `pair_done` is true once both rounds of a before and after are locked."""

    open: bool = False
    locked: bool = False
    revealed: bool = False
    hidden: bool = False
    pair_done: bool = False


def may_be_seen(reveal: str, sensitivity: str, moment: Moment) -> bool:
    """Whether a round of this `reveal` mode may show anything at this moment, whatever its size.

    While people still answer only `live` shows, and never where the subject is sensitive: who sees two
    pictures with one answer between them knows that answer.
    """
    if moment.hidden or not (moment.open or moment.locked):
        return False
    if moment.open:
        return reveal == "live" and sensitivity != "high"
    return _after_locking(reveal, moment)


def _after_locking(reveal: str, moment: Moment) -> bool:
    if reveal == "presenter":
        return moment.revealed
    if reveal == "after_pair":
        return moment.pair_done
    return reveal in ("live", "live_batched", "on_close")
