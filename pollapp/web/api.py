"""For programs that watch over the server."""

from __future__ import annotations

from flask import Blueprint

from pollapp.web.doors import house

api = Blueprint("api", __name__)


@api.get("/healthz")
def healthz() -> dict[str, bool]:
    """Whether the database can be read: {"ok": true}, else an error page."""
    house().store.read(lambda db: db.execute("SELECT 1").fetchone())
    return {"ok": True}
