"""The only one who writes: a native thread that commits what arrives together in one transaction.

`synchronous=FULL`, so what is told as done survives a pulled plug. Nobody is told before the commit. What cannot be
written is refused, and soon: what waited longer than `LONGEST` is not begun, and who comes when `MOST_WAITING` wait is
refused at once.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple

import structlog
from pysqlite3 import dbapi2 as sqlite

from pollapp.errors import Unavailable
from pollapp.store.natives import Natives
from pollapp.store.transaction import Operation, Outcome, do_all
from pollapp.store.troubles import CANNOT_SAVE, DAMAGED, FAILING, SLOW, Trouble, check, trouble_of

if TYPE_CHECKING:
    from pollapp.store.database import Writing

log = structlog.get_logger()

Done = Callable[[Any, BaseException | None], None]
AllDone = Callable[[Sequence[Outcome]], None]


class Task(NamedTuple):
    """Since when it waits, what is to be done together, and who is told.

    Without operations it asks to clean; without both it only wakes the writer, to look or to stop.
    """

    since: float
    operations: Sequence[Operation] = ()
    done: AllDone | None = None


AT_ONCE = 2_000
"""Once so many operations are together they are committed: a hall in a few commits, and none waits long."""

APART = 0.01
"""Seconds between two commits while many answer: what comes meanwhile shares the next one, which is far less work."""

FEW = 16
"""Operations in one commit, after which the next may follow at once."""

MOST_WAITING = 20_000
"""How many operations may wait: a hall that answers twice at once. Whoever comes then is refused at once."""

LONGEST = 6.0
"""Seconds after which a phone would rather hear that it has to wait: it gives up after eight, and sends again."""

SHORT, LONG = 0.2, 5.0
"""Seconds to wait for a lock: for what can be tried again, and for what somebody waits for."""

PAUSE = 1.0
"""Seconds between two tries to clean, and between two tries to write while that fails."""

NEVER = float("inf")
STOP = Task(NEVER)
LOOK = Task(0.0)


class Writer:
    """Runs operations one after the other; those that wait together share a commit.

    `open_(patience)` gives a connection of the writer's own. `clean` is done between two commits when it is asked for,
    and again every second as long as it gives False. `told(trouble)` is called, where the others go on, when writing
    begins to fail, fails for another reason, and works again (None).
    """

    def __init__(
        self,
        path: Path,
        open_: Callable[[float], Writing],
        natives: Natives,
        clean: Callable[[], bool],
        committed: Callable[[list[Any]], None],
        told: Callable[[Trouble | None], None],
    ) -> None:
        self._queue: SimpleQueue[Task] = natives.queue()
        self._submitted = self._taken = 0
        self._submitting = threading.Lock()
        self._path, self._open, self._clean = path, open_, clean
        self._committed, self._tell, self._told, self._rest = committed, natives.tell, told, natives.rest
        self._db, self._file = open_(LONG), _identity(path)
        self._again = self._busy_since = NEVER
        self._failed_at = 0.0
        self.trouble: Trouble | None = None
        self._join = natives.start(self._run)

    def submit(self, operations: Sequence[Operation], done: AllDone) -> None:
        """Have each `operation(db)` done, all in one commit; then `done(outcomes)` is called where the others go on.

        An outcome is (result, error). When too much waits already it is called at once, with Unavailable for each.
        """
        assert operations
        if self._submitted - self._taken >= MOST_WAITING or time.monotonic() - self._busy_since > LONGEST:
            done(_refusals(operations))
            self.doubt(SLOW)
        else:
            with self._submitting:  # of those who submit; what was taken is only counted by the writer
                self._submitted += len(operations)
            self._queue.put(Task(time.monotonic(), operations, done))

    def doubt(self, trouble: Trouble) -> None:
        """Somebody else has seen that something is wrong: try, and tell when it works again."""
        if self.trouble is None:
            self._failed_at = time.monotonic()
            self._note(trouble)
            self._queue.put(LOOK)

    def clean(self, done: Done) -> None:
        """Clean after what was submitted before; `done` is called after the first try."""
        self._queue.put(Task(time.monotonic(), (), lambda _: done(None, None)))

    def close(self) -> None:
        """Finish what waits, then end."""
        self._queue.put(STOP)
        self._join()

    def _run(self) -> None:
        while self._go_on():
            continue
        self._db.close()

    def _go_on(self) -> bool:
        """Do what waits, once there is something. False when that was the last."""
        batch = self._batch()
        self._busy_since = time.monotonic()
        outcomes = self._write([task for task in batch if task.operations])
        self._tell_followers()
        self._tell(partial(_tell_all, outcomes))
        self._clean_for([task.done for task in batch if task.done and not task.operations])
        self._busy_since = NEVER
        if sum(len(task.operations) for task in batch) > FEW:
            self._rest(APART)
        return STOP not in batch

    def _tell_followers(self) -> None:
        notes, self._db.notes = self._db.notes, []
        if notes:
            try:
                self._committed(notes)
            except Exception as error:  # it must not end this thread; the log is written where the others go on
                failed = error
                self._tell(lambda: log.error("what followed a commit failed", exc_info=failed))

    def _batch(self) -> list[Task]:
        """What waits, once there is something; nothing when it is time to clean or to try again."""
        left = PAUSE if self.trouble else NEVER
        left = min(left, max(0.0, self._again - time.monotonic()))
        try:
            batch = [self._queue.get(timeout=None if left == NEVER else left)]
        except Empty:
            return []
        together = len(batch[0].operations)
        while not self._queue.empty() and together < AT_ONCE:
            batch.append(self._queue.get())
            together += len(batch[-1].operations)
        self._taken += together
        return batch

    def _clean_for(self, asked: list[AllDone]) -> None:
        if asked or time.monotonic() >= self._again:
            self._again = NEVER if self._clean() else time.monotonic() + PAUSE
        for tell in asked:
            tell(())

    def _write(self, tasks: list[Task]) -> list[tuple[Task, list[Outcome]]]:
        """Do a batch; who has waited too long for it is refused, and hears so before, while still listening."""
        oldest = time.monotonic() - LONGEST
        late = [(task, _refusals(task.operations)) for task in tasks if task.since < oldest]
        batch = [task for task in tasks if task.since >= oldest]
        if late:
            self._tell(partial(_tell_all, late))
        if not batch and not self.trouble:
            return []
        outcomes, failed = self._try([operation for task in batch for operation in task.operations])
        self._found(failed or (SLOW if late else None))
        each = iter(outcomes)
        return [(task, list(islice(each, len(task.operations)))) for task in batch]

    def _try(self, batch: list[Operation]) -> tuple[list[Outcome], Trouble | None]:
        try:
            self._check()
            return do_all(self._db, batch), None
        except (sqlite.Error, OSError) as error:
            self._db.notes.clear()
            with suppress(sqlite.Error):  # if even this fails, the next batch is refused and tries again
                self._db.conn.rollback()
            return _refusals(batch), trouble_of(error) or FAILING

    def _check(self) -> None:
        """Raises when our file is another one than others would read. In trouble a fresh connection begins anew."""
        if _identity(self._path) != self._file:
            raise FileNotFoundError("No such file any more")
        if self.trouble and self.trouble is not SLOW:
            fresh = self._open(SHORT)
            if self.trouble is DAMAGED:
                check(fresh)
            self._db, old = fresh, self._db
            old.close()

    def _found(self, failed: Trouble | None) -> None:
        """Trouble is over once it has been so for a moment: a disk with room for one more answer is still full."""
        now = time.monotonic()
        if failed:
            self._failed_at = now
            if failed is not self.trouble:
                self._note(failed)
        elif self.trouble and now - self._failed_at >= PAUSE:
            self._db.execute(f"PRAGMA busy_timeout = {round(LONG * 1000)}")
            self._note(None)

    def _note(self, trouble: Trouble | None) -> None:
        self.trouble = trouble
        self._tell(lambda: self._told(trouble))


def _tell_all(outcomes: list[tuple[Task, list[Outcome]]]) -> None:
    for task, some in outcomes:
        try:
            assert task.done
            task.done(some)
        except Exception:  # the others hear of theirs all the same
            log.exception("what followed a commit failed")


def _refusals(operations: Sequence[Operation]) -> list[Outcome]:
    return [(None, Unavailable(CANNOT_SAVE)) for _ in operations]


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file has this name now."""
    try:
        found = os.stat(path)  # noqa: PTH116 - without the detour: it is asked at every batch
    except OSError:
        return None
    return found.st_dev, found.st_ino
