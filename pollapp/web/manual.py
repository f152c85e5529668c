"""The page that explains every picture to who leads a workshop. It is for everybody: no link, no cookie, no script."""

from __future__ import annotations

from flask import Blueprint, render_template

from pollapp.examples import examples

manual = Blueprint("manual", __name__)

CHANCES = (
    ("two", 5, (73, 84, 97)),
    ("two", 7, (79, 89, 98)),
    ("random", 5, (27, 18, 7)),
    ("random", 7, (44, 32, 13)),
)
"""(room, steps of the scale, in how many of 100 rooms of 10, 20 and 50 people it is called two groups), by chance."""


@manual.get("/help/pictures")
def pictures() -> str:
    """Every word and number on the screen."""
    return render_template("help/pictures.html", examples=examples(), chances=CHANCES)
