"""What an organisation needs around a server: its settings, copies, and putting one back."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import click
from pysqlite3 import dbapi2 as sqlite

from pollapp.errors import PollError, Refused
from pollapp.language import N_, gettext
from pollapp.settings import Settings, describe
from pollapp.store import Keys, Store, events
from pollapp.store.database import own_file


@click.command()
def settings() -> None:
    """List every setting, its default and what it does."""
    for variable, default, meaning in describe():
        print(f"{variable:32} {default or '-':24} {gettext(meaning)}")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--database", type=click.Path(path_type=Path), help="The database file.")
def backup(file: Path, database: Path | None) -> None:
    """Write a consistent copy of the database to FILE, also while the server runs.

    The keys are not in it: copy them yourself, to another place.
    """
    chosen = Settings.read(os.environ, database=database)
    if not chosen.database.exists():
        raise PollError(N_("There is no database at %(path)s."), field="database", path=chosen.database)
    if file.exists():
        raise Refused(N_("%(path)s exists already. Choose another name."), field="file", path=file)
    store = Store(chosen.database)
    try:
        store.backup(file)
    finally:
        store.close()
    print(gettext("Copied to %(path)s. The keys are in %(keys)s; keep them apart.", path=file, keys=chosen.keys))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--database", type=click.Path(path_type=Path), help="Where to put it; must not exist yet.")
def restore(file: Path, database: Path | None) -> None:
    """Put the copy FILE back as the database. Stop the server first and move the old file away."""
    chosen = Settings.read(os.environ, database=database)
    for end in ("", "-wal", "-shm"):  # a log that was left behind would be played back over the copy
        old = chosen.database.with_name(chosen.database.name + end)
        if old.exists():
            raise Refused(
                N_("%(path)s exists already. Stop the server and move it away first."), field="database", path=old
            )
    _check(file)
    chosen.database.parent.mkdir(parents=True, exist_ok=True)
    own_file(chosen.database)
    shutil.copyfile(file, chosen.database)
    store = Store(chosen.database)
    try:
        print(gettext("Restored to %(path)s.", path=chosen.database))
        _tell_of_lost_keys(store, chosen.keys)
    finally:
        store.close()


def _tell_of_lost_keys(store: Store, path: Path) -> None:
    known = Keys(path).events() if path.exists() else []
    for event in store.read(events.linked):
        if event["id"] not in known:
            print(
                gettext(
                    "The key of “%(title)s” is gone. Its answers still count, but no phone can change or erase them, "
                    "and who answers again counts twice. End its workshops, and start anew where you want to go on.",
                    title=event["title"],
                )
            )


def _check(file: Path) -> None:
    """Raises PollError when the copy is not a whole database of ours."""
    try:
        copy = sqlite.connect(f"file:{file}?mode=ro", uri=True)
        try:
            whole = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            copy.execute("SELECT count(*) FROM workshop")
        finally:
            copy.close()
    except sqlite.DatabaseError:
        whole = False
    if not whole:
        raise PollError(N_("%(path)s is not a copy made by “pollapp backup”."), field="file", path=file)
