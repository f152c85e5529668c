"""What a presenter can do now, and why a result is not on the screen: read from the scene, for buttons and keys.

A help, not a guard: `life` decides when a verb arrives, and says in a sentence what it refuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pollapp.results import in_batches
from pollapp.workshops.scenes import Scene

Row = dict[str, Any]


def possible(scene: Scene) -> list[str]:
    """The verbs that make sense now, without those of moderation; none after the end."""
    if scene.workshop["ended_at"] is not None:
        return []
    moves = [
        *(["next"] if scene.workshop["step"] <= len(scene.deck.flow) else []),
        *(["back"] if scene.workshop["step"] else []),
        "go",
        "end",
    ]
    if scene.workshop["paused_at"] is not None:
        return [*moves, "resume"]
    return [*moves, "pause", *_of_round(scene), *_of_picture(scene)]


def why_hidden(scene: Scene) -> str | None:
    """Why no result is seen now, or None where one is or none belongs.

    paused, hidden (by the presenter), never, few (answers), small (a room for its answers), groups (too small to
    compare), batch (more people have to answer first), pair (not closed twice yet), presenter (has to reveal it), open
    (comes when the question closes), missing (not asked yet), rooms (no workshop of the event shows it yet).
    """
    if scene.question is None or _seen(scene):
        return None
    rounds = _pictured(scene)
    mode = scene.question.settings.reveal
    if not rounds and scene.view != "rooms":
        return "missing"
    if scene.workshop["paused_at"] is not None:
        return "paused"
    if any(one["hidden_at"] is not None for one in rounds):
        return "hidden"
    if scene.result and scene.result["state"] == "too_few":
        return _too_few(scene, scene.result)
    if scene.view == "rooms":
        return "never" if mode == "never" else "rooms"
    return {"never": "never", "after_pair": "pair", "presenter": "presenter"}.get(mode, "open")


def _too_few(scene: Scene, result: Mapping[str, Any]) -> str:
    if scene.view == "groups":
        return "groups"
    return "batch" if result.get("batched") else "small" if result["needed"] is None else "few"


def _of_round(scene: Scene) -> list[str]:
    """open, lock, again, freeze, thaw. Of what was released nobody can be asked in the same round again."""
    if scene.shown is None:
        return []
    if scene.state == "shown":
        return ["open"]
    if scene.state == "open":
        frozen = scene.shown["frozen_at"] is not None
        return ["lock", *(["thaw"] if frozen else ["freeze"] if _seen(scene) else [])]
    return ["again"] if scene.shown["released_at"] is not None else ["open", "again"]


def _of_picture(scene: Scene) -> list[str]:
    """reveal, hide or another view, where it changes what is seen.

    A question that is open may be revealed where its picture comes in batches.
    """
    rounds = _pictured(scene)
    if scene.question is None or not rounds:
        return []
    if _seen(scene):
        return ["hide", *_views(scene)]
    waits = scene.question.settings.reveal == "presenter" and any(one["revealed_at"] is None for one in rounds)
    hidden = any(one["hidden_at"] is not None for one in rounds)
    back = _views(scene) if scene.view != scene.views[0] else []
    closed = all(one["locked_at"] is not None for one in rounds)
    return [*(["reveal"] if hidden or (waits and (closed or in_batches(scene.question))) else []), *back]


def _views(scene: Scene) -> list[str]:
    return ["view"] if len(scene.views) > 1 else []


def _pictured(scene: Scene) -> list[Row]:
    return [scene.shown] if scene.shown else [one for one in scene.pair.values() if one]


def _seen(scene: Scene) -> bool:
    return bool(scene.result and scene.result["state"] == "shown")
