"""Start pollapp: make the process green before anything else is imported, then the command line."""

from __future__ import annotations

import os
import sys
import warnings


def main() -> None:
    if os.environ.get("POLLAPP_ASYNC_MODE", "eventlet") == "eventlet":
        os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")  # we ask no name of anybody; it is a sixth of a start
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it tells that it is near its end; docs/decisions.md
            import eventlet

        eventlet.monkey_patch()
    from pollapp.cli import run

    sys.exit(run())


if __name__ == "__main__":
    main()
