"""What the fast path relies on of the libraries below, as it was when that was written."""

from __future__ import annotations

import hashlib
import inspect

import eventlet.greenio
import eventlet.hubs.hub
import eventlet.hubs.poll
import eventlet.websocket
import eventlet.wsgi
import pytest
import socketio.base_manager
import socketio.packet
import socketio.server

RELIED_ON = {
    eventlet.wsgi.server: ("8db9f629ea68", "the door stands in for the socket that it listens on"),
    eventlet.hubs.hub.BaseHub.add: ("5aa4447a94d4", "our epoll is one of the files that it watches"),
    eventlet.hubs.poll.Hub.wait: ("691d0ecab34b", "it calls us, and nothing that we raise may come back to it"),
    eventlet.greenio.GreenSocket.__init__: ("691018ed039a", "it takes over a plain socket, with all that waits in it"),
    eventlet.websocket.RFC6455WebSocket: ("deeef0960d71", "the size of a whole message is limited there"),
    socketio.packet.Packet: ("e1660ba64e4e", "a plain message is read without it, and has to say the same"),
    socketio.server.Server._send_eio_packet: ("5fa452fb118c", "what goes to many is packed once"),
    socketio.base_manager.BaseManager.eio_sid_from_sid: (
        "b0c0aeb5430d",
        "the stock path sends by this",
    ),
}


@pytest.mark.parametrize("part", RELIED_ON, ids=lambda part: part.__qualname__)
def test_what_is_relied_on_is_as_it_was(part):
    """Fails after an upgrade: read what changed, see whether `pollapp/live/fast` still holds, then note the new one."""
    seen, why = RELIED_ON[part]
    assert hashlib.sha256(inspect.getsource(part).encode()).hexdigest()[:12] == seen, why
