"""Take the results of a workshop home as a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from pollapp.errors import NotFound, Refused
from pollapp.exports import DELIMITERS, KINDS
from pollapp.exports import export as make
from pollapp.language import LANGUAGES, N_, current, gettext
from pollapp.settings import Settings
from pollapp.store import Store, workshops
from pollapp.workshops import doors


@click.command()
@click.argument("workshop", metavar="CODE_OR_ID")
@click.option("--format", "kind", type=click.Choice(list(KINDS)), default="json", show_default=True, help="Which file.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it; - for standard output."
)
@click.option(
    "--delimiter", type=click.Choice(DELIMITERS), help="Between the cells of a csv: ; for Dutch, else a comma."
)
@click.option("--sample", is_flag=True, help="These people were drawn by lot from a larger group: add margins.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of the file.")
@click.option("--database", type=click.Path(path_type=Path), help="The database file.")
def export(
    workshop: str,
    kind: str,
    out: Path | None,
    delimiter: str | None,
    sample: bool,
    lang: str | None,
    database: Path | None,
) -> None:
    """Write what was released of a workshop, found by its join CODE or its ID, to a file.

    json, csv and xlsx hold released results. rows and texts hold what each person answered and wrote, only for
    questions whose deck announced it.
    """
    settings = Settings.read(os.environ, database=database)
    if not settings.database.exists():
        raise NotFound(N_("There is no database at %(path)s."), field="database", path=settings.database)
    store = Store(settings.database)
    try:
        made = make(store, _find(store, workshop), kind, lang or current(), delimiter, sample=sample)
    finally:
        store.close()
    if str(out) == "-":
        sys.stdout.buffer.write(made.content)
        return
    path = out or Path(made.name)
    if path.exists():
        raise Refused(N_("%(path)s exists already. Choose another name."), field="file", path=path)
    path.write_bytes(made.content)
    print(gettext("Wrote %(path)s.", path=path))


def _find(store: Store, workshop: str) -> int:
    """The id of a workshop: six digits are a code, anything else is an id. Raises NotFound."""
    code = doors.clean(workshop)
    found = store.read(lambda db: workshops.by_code(db, code)) if code else None
    if found is None and workshop.isascii() and workshop.isdigit() and len(workshop) < 19:
        found = int(workshop) if store.read(lambda db: workshops.get(db, int(workshop))) else None
    if found is None:
        raise NotFound(N_("No workshop has the code or id %(name)s."), field="workshop", name=workshop[:40])
    return found
