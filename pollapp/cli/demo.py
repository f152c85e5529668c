"""Try everything: an event with a plenary and four workshops, on this machine, in one command."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import segno

from pollapp.app import Pollapp, create_app
from pollapp.cli.serving import own_address, phones_that_fit, prepare_process, run
from pollapp.decks import BUNDLED
from pollapp.language import current, gettext
from pollapp.settings import Settings
from pollapp.store import events, organisers, workshops
from pollapp.workshops import doors, planning
from pollapp.workshops.scenes import deck_of

NAME = "organisator"
TITLE = "Extremisme voorkomen en samenhang versterken"


@click.command()
@click.option("--host", default="0.0.0.0", show_default=True, help="Where to listen.")  # noqa: S104 - phones must reach it
@click.option("--port", type=int, help="The port; 5050 unless PORT says otherwise.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("data"),
    show_default=True,
    help="Where everything is kept.",
)
@click.option("--phones", type=click.IntRange(0, 2_000), default=0, help="So many simulated people per workshop.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON for programs, then serve.")
def demo(host: str, port: int | None, data: Path, phones: int, as_json: bool) -> None:
    """Start an event with a plenary and four parallel workshops, ready to try.

    Started again on the same folder it goes on where it was.
    """
    prepare_process()
    settings = settings_of(host, port, data)
    app = create_app(settings)
    password = set_up(app)

    with ExitStack() as company:

        def ready(port: int) -> None:
            facts = describe(app, settings, password)
            print(json.dumps(facts) if as_json else for_people(app, facts), flush=True)
            if phones:
                company.enter_context(start_phones(f"http://{local(host)}:{port}", facts["workshops"], phones))

        run(app, ready)


def settings_of(host: str, port: int | None, data: Path) -> Settings:
    """The settings of a demo: everything in one folder, and the address that phones on the network can reach."""
    chosen = Settings.read(
        os.environ, host=host, port=port, database=data / "pollapp.sqlite3", keys=data / "keys" / "keys.json"
    )
    if chosen.port == 0:
        chosen = chosen.model_copy(update={"port": free_port(host)})
    if chosen.public_url:
        return chosen
    reachable = own_address() if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
    return chosen.model_copy(update={"reachable_url": f"http://{reachable}:{chosen.port}"})


def free_port(host: str) -> int:
    """A port that is free now: the addresses that are printed have to name it before the server listens."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def set_up(app: Pollapp) -> str | None:
    """Make the organiser, the event and the workshops where there are none. Gives the password, the first time."""
    store = app.house.store
    found = store.read(organisers.first)
    password = None
    if found is None:
        password = secrets.token_urlsafe(9)
        organiser = planning.set_password(store, NAME, password)
    else:
        organiser = found["id"]
    if not store.read(lambda db: events.of_organiser(db, organiser)):
        event = planning.add_event(store, organiser, TITLE)
        for deck in BUNDLED:
            planning.add_workshop(store, event, deck)
    return password


def describe(app: Pollapp, settings: Settings, password: str | None) -> dict[str, Any]:
    """What `--json` prints."""
    store, keys = app.house.store, app.house.keys
    url = f"http://{local(settings.host)}:{settings.port}"
    organiser = store.read(organisers.first) or {}
    event = store.read(lambda db: events.of_organiser(db, organiser["id"]))[-1]
    shops = []
    for one in store.read(lambda db: workshops.of_event(db, event["id"])):
        if one["code"] is None:
            continue
        deck = deck_of(one["deck"])
        control, watch = (keys.link(one["id"], role, one[role]) for role in doors.ROLES)
        shops.append(
            {
                "id": one["id"],
                "title": deck.title.say(current(), deck.languages),
                "code": one["code"],
                "key": control,
                "watch_key": watch,
                "screen": f"{url}/present/{control}",
                "desk": f"{url}/present/{control}/desk",
            }
        )
    return {
        "url": url,
        "organiser": {"url": f"{url}/organise/", "name": organiser["name"], "password": password},
        "workshops": shops,
    }


def for_people(app: Pollapp, facts: dict[str, Any]) -> str:
    """The same for somebody who reads it in a terminal, with QR codes for the phones."""
    lines = [""]
    for shop in facts["workshops"]:
        phone = f"{app.house.settings.phone_url}/{shop['code']}"
        lines += [
            shop["title"],
            gettext("  phone   %(url)s", url=phone),
            gettext("  screen  %(url)s", url=shop["screen"]),
            gettext("  desk    %(url)s", url=shop["desk"]),
            _terminal_qr(phone),
        ]
    organiser = facts["organiser"]
    lines.append(gettext("Organiser: %(url)s", url=organiser["url"]))
    if organiser["password"]:
        lines.append(
            gettext(
                "  name %(name)s, password %(password)s (shown only now; make a new one with “pollapp organiser”)",
                name=organiser["name"],
                password=organiser["password"],
            )
        )
    lines.append(gettext("Up to %(count)s phones fit. Stop with Ctrl+C.", count=phones_that_fit()))
    return "\n".join(lines)


def start_phones(url: str, shops: list[dict[str, Any]], phones: int) -> subprocess.Popen[bytes]:
    """Simulated people, in a process of their own. They end when the pipe to them closes, also by a crash."""
    codes = [shop["code"] for shop in shops]
    return subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "pollapp.rehearsal", url, str(phones), *codes], stdin=subprocess.PIPE
    )


def local(host: str) -> str:
    """The address under which this machine reaches its own server."""
    return "127.0.0.1" if host in ("0.0.0.0", "::", "localhost") else host  # noqa: S104 - compared, not bound


def _terminal_qr(url: str) -> str:
    import io

    out = io.StringIO()
    segno.make(url, error="l", micro=False).terminal(out, compact=True, border=2)
    return out.getvalue()
