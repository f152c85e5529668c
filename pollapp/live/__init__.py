"""Socket.IO and nothing else: `inbound` translates messages into verbs, `outbound` sends pictures.

`rooms` names who hears what, `wire` what a packet may be, `green` knows eventlet.
"""
