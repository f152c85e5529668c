"""Simulated people, to try a workshop alone: `python -m pollapp.rehearsal URL PHONES CODE CODE ...`.

Each of them is a real Socket.IO client that follows whatever is shown. They run in a process of their own and
know the server only by its messages: nothing of pollapp is imported here.
"""
