"""What the doors share: one of each, put together by `app.create_app`."""

from __future__ import annotations

from dataclasses import dataclass

from pollapp.partials import Partials
from pollapp.settings import Settings
from pollapp.store import Keys, Store
from pollapp.workshops.doors import Door
from pollapp.workshops.pace import Pace
from pollapp.workshops.presence import Presence
from pollapp.workshops.scenes import Scenes


@dataclass(frozen=True)
class House:
    """One running pollapp."""

    settings: Settings
    store: Store
    keys: Keys
    presence: Presence
    pace: Pace
    scenes: Scenes
    door: Door
    partials: Partials
