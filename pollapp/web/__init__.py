"""The doors: one blueprint each for the participant, the presenter, the organiser and programs."""
