"""The organiser's door: log in, prepare, follow, take the data home. Works without JavaScript.

Everything is found through the organiser, so not there and not yours look the same. Importing the modules
hangs their pages on the door.
"""

from pollapp.web import organise_decks, organise_ending, organise_events, organise_workshops
from pollapp.web.organise_door import organise

__all__ = ["organise", "organise_decks", "organise_ending", "organise_events", "organise_workshops"]
