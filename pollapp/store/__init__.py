"""The database: one writer, many readers, one function per thing that is asked of it.

A `Store` is the door. Functions of the modules beside it take an open database (`db`) and are handed to
`store.read` or `store.write`; whoever waits for a write is told after the commit.
"""

from pollapp.store.database import Store
from pollapp.store.keys import Keys

__all__ = ["Keys", "Store"]
