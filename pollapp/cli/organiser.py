"""Organisers are made here, never by whoever comes first."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click

from pollapp.language import gettext
from pollapp.settings import Settings
from pollapp.store import Store
from pollapp.workshops import planning


@click.command()
@click.argument("name")
@click.option("--database", type=click.Path(path_type=Path), help="The database file.")
def organiser(name: str, database: Path | None) -> None:
    """Make the organiser NAME, or give NAME a new password. It is shown once."""
    settings = Settings.read(os.environ, database=database)
    store = Store(settings.database)
    try:
        password = secrets.token_urlsafe(12)
        planning.set_password(store, name, password)
    finally:
        store.close()
    print(gettext("Name %(name)s, password %(password)s", name=name, password=password))
