"""Socket.IO and nothing else: `inbound` translates messages into verbs, `outbound` sends pictures.

`rooms` names who hears what, `pace` keeps one participant from flooding, `green` knows eventlet.
"""
