"""A poll as one writes it first: Flask-SocketIO on eventlet as it comes, and one upsert for each vote."""

from __future__ import annotations

import sys
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import eventlet

eventlet.monkey_patch()

import sqlite3  # noqa: E402
from typing import Any  # noqa: E402

import eventlet.wsgi  # noqa: E402
from flask import Flask, request  # noqa: E402
from flask_socketio import SocketIO, join_room  # noqa: E402


def main(port: int, database: str) -> None:
    app = Flask("stock")
    socketio = SocketIO(app, async_mode="eventlet", cors_allowed_origins="*")
    db = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE answer (round INTEGER, who TEXT, value TEXT, PRIMARY KEY (round, who))")
    stage: dict[str, Any] = {"round": 0, "html": "x" * 600}
    changed = False

    @socketio.on("join")
    def join(_: Any) -> dict[str, Any]:
        join_room("phones")
        return {"ok": True, "stage": stage}

    @socketio.on("watch")
    def watch(_: Any) -> dict[str, Any]:
        join_room("screen")
        return {"ok": True}

    @socketio.on("do")
    def do(message: dict[str, Any]) -> dict[str, Any]:
        stage["round"] += message["verb"] == "next"
        socketio.emit("stage", stage, to="phones")
        return {"ok": True}

    @socketio.on("answer")
    def answer(message: dict[str, Any]) -> dict[str, Any]:
        nonlocal changed
        db.execute(
            "INSERT INTO answer VALUES (?, ?, ?) ON CONFLICT (round, who) DO UPDATE SET value = excluded.value",
            [stage["round"], request.sid, message["value"]],  # type: ignore[attr-defined]  # Flask-SocketIO adds it
        )
        changed = True
        return {"ok": True}

    def tick() -> None:
        nonlocal changed
        while True:
            socketio.sleep(0.1)  # type: ignore[arg-type]  # takes fractions
            if changed:
                changed = False
                rows = db.execute("SELECT value, count(*) FROM answer WHERE round = ? GROUP BY value", [stage["round"]])
                counts = dict(rows.fetchall())
                socketio.emit("result", {"answered": sum(counts.values()), "counts": counts}, to="screen")

    socketio.start_background_task(tick)
    listener = eventlet.listen(("127.0.0.1", port), backlog=4096)
    print("ready", file=sys.stderr, flush=True)
    eventlet.wsgi.server(listener, app, max_size=65_000, log_output=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
