"""The command line: `serve` for real use, `demo` to try it, and what an organisation needs around it."""

from __future__ import annotations

import locale
import os
import sys

import click

from pollapp import language
from pollapp.cli.care import backup, restore, settings
from pollapp.cli.decks import decks
from pollapp.cli.demo import demo
from pollapp.cli.export import export
from pollapp.cli.organiser import organiser
from pollapp.cli.serving import serve
from pollapp.errors import DeckError, PollError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pollapp")
def pollapp() -> None:
    """Live polling for workshops on polarisation and prevention.

    Try it with “pollapp demo”. For real use: “pollapp organiser NAME” once, then “pollapp serve”.
    """


for command in (serve, demo, settings, decks, organiser, export, backup, restore):
    pollapp.add_command(command)


def run() -> int:
    """Run the command line; gives the exit code. What is wrong ends in a sentence, never in a traceback."""
    with language.use(_language()):
        try:
            pollapp.main(standalone_mode=False)
        except PollError as error:
            print(error.sentence, file=sys.stderr)
            for problem in getattr(error, "problems", []) if isinstance(error, DeckError) else []:
                print(f"  {problem.line}: {problem.where}: {problem.sentence}", file=sys.stderr)
            return 1
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except click.Abort:
            return 130
        except OSError as error:
            print(
                language.gettext("This did not work: %(reason)s.", reason=error.strerror or error),
                file=sys.stderr,
            )
            return 1
    return 0


def _language() -> str:
    """Dutch where the machine speaks Dutch, else English."""
    set_to = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "nl" if locale.normalize(set_to).startswith("nl") else "en"
