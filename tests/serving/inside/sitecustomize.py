"""Inside the server under test, by PYTHONPATH: its clock jumps, and it counts what it holds, when a signal asks for it.

The clock of the machine cannot be turned without harm to others, and a time namespace moves only the clock that nobody
reads. So `time.time` is another one here, in the server's process alone; nothing else in pollapp asks what time it is.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import time
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ["CHAOS_FOLDER"])
_real, _ahead = time.time, 0.0


def jump(*_: Any) -> None:
    global _ahead
    _ahead = float((FOLDER / "ahead").read_text())


def count(*_: Any) -> None:
    """What is alive: rubbish that the collector has not come to yet does not count."""
    gc.collect()
    greenlets = sum(1 for one in gc.get_objects() if type(one).__name__ in ("GreenThread", "greenlet"))
    new = FOLDER / "counted.new"
    new.write_text(json.dumps({"greenlets": greenlets, "objects": len(gc.get_objects())}))
    new.replace(FOLDER / "counted")


time.time = lambda: _real() + _ahead
signal.signal(signal.SIGUSR1, jump)
signal.signal(signal.SIGUSR2, count)
