"""Which requests the fast path takes, and what it answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, Request

from pollapp.live.fast.heads import accepted, environ, upgrade

PATH = "/socket.io/?EIO=4&transport=websocket"


def plain(**more: str) -> dict[str, str]:
    """The headers of a browser; None in the place of one leaves it out."""
    headers = {
        "Host": "poll.example:5050",
        "Upgrade": "websocket",
        "Connection": "keep-alive, Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Extensions": "permessage-deflate",
        "Accept-Language": "nl",
        "Cookie": "poll=abc.nl; other=1",
        "Origin": "http://poll.example:5050",
    }
    return headers | {name.replace("_", "-"): value for name, value in more.items()}


def head(headers: dict[str, str], first: str = f"GET {PATH} HTTP/1.1") -> bytes:
    lines = [first, *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def without(name: str) -> dict[str, str]:
    return {one: value for one, value in plain().items() if one != name}


class TestTaken:
    def test_is_what_a_browser_asks(self):
        found = upgrade(head(plain()))
        assert found is not None
        assert environ(found, "192.0.2.7") == {
            "HTTP_COOKIE": "poll=abc.nl; other=1",
            "HTTP_ACCEPT_LANGUAGE": "nl",
            "REMOTE_ADDR": "192.0.2.7",
        }

    def test_is_one_with_a_stamp_against_caches(self):
        assert upgrade(head(plain(), f"GET {PATH}&t=Nabc HTTP/1.1"))

    def test_is_what_another_implementation_of_websockets_asks_and_it_believes_the_answer(self):
        client = WSConnection(ConnectionType.CLIENT)
        found = upgrade(client.send(Request(host="poll.example", target=PATH)))
        assert found is not None
        client.receive_data(accepted(found))
        (answer,) = client.events()
        assert isinstance(answer, AcceptConnection)
        assert answer.extensions == []


@pytest.mark.parametrize(
    "odd",
    [
        head(plain())[:-2],
        head(plain())[:40],
        head(plain()) + b"\x81\x80abcd",
        head(plain()) + head(plain()),
        head(plain(), f"POST {PATH} HTTP/1.1"),
        head(plain(), f"GET {PATH} HTTP/1.0"),
        head(plain(), f"GET  {PATH} HTTP/1.1"),
        head(plain(), f"GET {PATH}&sid=abc HTTP/1.1"),
        head(plain(), f"GET {PATH}&t=1&sid=abc HTTP/1.1"),
        head(plain(), "GET /socket.io/?EIO=3&transport=websocket HTTP/1.1"),
        head(plain(), "GET / HTTP/1.1"),
        head(plain(Upgrade="h2c")),
        head(plain(Connection="keep-alive")),
        head(plain(Sec_WebSocket_Version="8")),
        head(plain(Sec_WebSocket_Key="short")),
        head(plain(Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ=\xe9")),
        head(plain(Content_Length="3")),
        head(plain(Transfer_Encoding="chunked")),
        head(plain(cookie="poll=second")),
        head(without("Host")),
        head(without("Upgrade")),
        head(without("Connection")),
        head(without("Sec-WebSocket-Key")),
        head(without("Sec-WebSocket-Version")),
        head(plain()).replace(b"Cookie: poll", b"Cookie : poll"),
        head(plain()).replace(b"Cookie: poll", b" folded: poll"),
        head(plain()).replace(b"Cookie:", b"Cook_ie:"),
        head(plain()).replace(b"Cookie: ", b"Cookie"),
        b"",
    ],
)
def test_whatever_is_odd_is_left_to_the_pages(odd: bytes):
    assert upgrade(odd) is None


@given(st.binary(max_size=400) | st.binary(max_size=60).map(lambda more: head(plain())[:-2] + more + b"\r\n\r\n"))
def test_no_bytes_break_it(data: bytes):
    found = upgrade(data)
    assert found is None or accepted(found).endswith(b"\r\n\r\n")
