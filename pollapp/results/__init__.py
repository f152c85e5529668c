"""The one door out: what may be seen of a tally. Screens, phones, exports and the API get nothing else.

`release` answers one question: given the tally of a round and where the round stands, what may leave
the server? The rules are in `docs/privacy.md`; here they are in one place, so that no page has its own.
"""

from pollapp.results.batches import Stream, in_batches
from pollapp.results.moment import Moment
from pollapp.results.opinions import release_opinions
from pollapp.results.pairs import release_pair
from pollapp.results.perception import release_perception
from pollapp.results.release import needed, release, smallest_segment, withheld
from pollapp.results.rooms import Closed, Part, limits, parts, release_rooms
from pollapp.results.segments import NO_SEGMENT, merge, release_groups
from pollapp.results.subtraction import tells_of_a_few
from pollapp.results.texts import TEXTS, WAITING, Verdict, entries, readable, similar
from pollapp.results.together import release_together

__all__ = [
    "NO_SEGMENT",
    "TEXTS",
    "WAITING",
    "Closed",
    "Moment",
    "Part",
    "Stream",
    "Verdict",
    "entries",
    "in_batches",
    "limits",
    "merge",
    "needed",
    "parts",
    "readable",
    "release",
    "release_groups",
    "release_opinions",
    "release_pair",
    "release_perception",
    "release_rooms",
    "release_together",
    "similar",
    "smallest_segment",
    "tells_of_a_few",
    "withheld",
]
