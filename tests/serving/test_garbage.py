"""Bytes that no browser would send: the one who sends them gets nothing from it, the others notice nothing."""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from websocket import ABNF, WebSocketException

from tests.server import Server
from tests.serving.raw import PATIENCE, Raw

PACKETS = [
    *("", "4", "9", "x", "0", "1", "2probe", "3", "5", "6", "7", "8", "é", "\0", "b4"),
    *("40", "40{", "40/other,", "40/other", "41/other,", "44", "44{}", "45", "46", "47", "49"),
    *("42", "42{", "42[", "42[]", "42{}", "42null", "42[1]", "42[null]", "42[[]]", "42[{}]", '42"join"', "42join"),
    *('42["nothing"]', '42["nothing",{}]', '4217["nothing",{}]', '42["join"', '42["join",{}', '42/other,["join",{}]'),
    *('42["connect"]', '42["connect",{}]', '4218["connect",{}]', '42["message",{}]', '42["__init__",{}]'),
    *("43", "43[]", "431[]", "43999[{}]", "43/other,1[]", "43{}", "431{", "461-1[]"),
    *('42["join",NaN]', '42["join",-Infinity]', '42["join",1e999]', '42["join","\\ud800"]', '42["\\ud800",{}]'),
    "42" + "1" * 200 + '["join",{}]',
    "42" + "[" * 100_000,
    '42["join",' + '{"code":' * 10_000,
    '42["join",' + '{"code":' * 20_000,
    '42["join",' + "9" * 100_000 + "]",
    '42["join",{"code":' + "1" * 5_000 + "}]",
    '42["join",{"code":"' + "x" * 120_000 + '"}]',
    "4" * 100_000,
]
ATTACHMENTS: list[list[str | bytes]] = [
    ['451-["join",{"_placeholder":true,"num":0}]', b"\0\1\2"],
    ['451-["join",{"_placeholder":true,"num":7}]', b"\0"],
    ['451-["join",{"_placeholder":true,"num":-9}]', b"\0"],
    ['451-["join",{"_placeholder":true,"num":"0"}]', b"\0"],
    ['451-["join",{"_placeholder":true,"num":0}]', '42["join",{}]'],
    ['452-["join",{"_placeholder":true,"num":0}]', b"\0", "2"],
    ['450-["join",{}]', b"\0"],
    ['45999999999-["join",{}]'],
    ['4599999999999-["join",{}]'],
    [b"\0" * 1_000, b"", b"\xff"],
]


POLLING = "/socket.io/?EIO=4&transport=polling"
REQUESTS = [
    ("GET", "/socket.io/"),
    ("GET", "/socket.io/?EIO=3&transport=polling"),
    ("GET", "/socket.io/?EIO=x&transport=polling"),
    ("GET", "/socket.io/?EIO=4&transport=pigeon"),
    ("GET", POLLING + "&sid=nobody"),
    ("GET", POLLING + "&j=0;alert(1)"),
    ("GET", "/socket.io/?EIO=4&transport=websocket"),
    ("POST", POLLING),
    ("POST", POLLING + "&sid=nobody"),
    ("PUT", POLLING),
    ("DELETE", "/socket.io/"),
    ("GET", "/socket.io/" + "x" * 5_000),
    ("GET", "/" + "%ff" * 1_000),
    ("GET", "/%00"),
    ("GET", "/screen/" + "9" * 5_000),
    ("GET", "/123456/../../etc/passwd"),
    ("GET", "/static/../pyproject.toml"),
    ("GET", "/static/%2e%2e/pyproject.toml"),
]
LINES = [
    b"",
    b"\0" * 1_000,
    b"GET / HTTP/1.1",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a;b'c\"d<e>\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET  / HTTP/1.1\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % at for at in range(5_000)) + b"\r\n",
    b"GET / HTTP/1.1\r\nCookie: poll=" + b"\xe2\x28\xa1" * 500 + b"\r\n\r\n",
    b"POST /join HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
    b"POST /join HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999\r\n\r\nx",
    b"POST /join HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n",
    b"POST /join HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    b"POST /join HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=\r\nContent-Length: 1\r\n\r\n-",
]
UPGRADE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: %s\r\n%s\r\n"
)
KEY = b"dGhlIHNhbXBsZSBub25jZQ=="
DEFLATE = b"Sec-WebSocket-Extensions: permessage-deflate\r\n"
HANDSHAKES = [
    (UPGRADE % (b"x", b""), b""),
    (UPGRADE % (KEY, b"")[:150], b""),
    (UPGRADE.replace(b"13", b"99") % (KEY, b""), b""),
    (UPGRADE % (KEY, b"Origin: http://elsewhere.test\r\n"), b""),
    (UPGRADE % (KEY, b""), b"\x81\x05hello"),
    (UPGRADE % (KEY, b""), b"\x8f\x80\0\0\0\0"),
    (UPGRADE % (KEY, b""), b"\x80\x80\0\0\0\0"),
    (UPGRADE % (KEY, b""), b"\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0"),
    (UPGRADE % (KEY, b""), b"\x81\x84\0\0\0\0\xff\xfe\xfd\xfc"),
    (UPGRADE % (KEY, b""), b"\x01\x81\0\0\0\0a" * 50),
    (UPGRADE % (KEY, DEFLATE), b"\xc1\x84\0\0\0\0\xff\xff\xff\xff"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("garbage")) as server:
        yield server
        assert server.stop() == 0
        assert all("PUBLIC_URL" in line for line in server.said.splitlines())


@pytest.fixture
def honest(server: Server) -> Iterator[Raw]:
    """Somebody who was there before, and is still served afterwards, by the same process, without a traceback."""
    line, pid = Raw(server.url), server.pid
    assert join(line, server)["ok"]
    yield line
    assert join(line, server)["ok"]
    line.close()
    assert server.running
    assert server.pid == pid
    assert "Traceback" not in server.said
    assert "127.0.0.1" not in server.said


def join(line: Raw, server: Server, **more: Any) -> dict[str, Any]:
    return line.ask("join", {"code": server.workshops[0]["code"], "lang": "en", **more})


def either_cut_or_served(line: Raw, server: Server) -> None:
    with contextlib.suppress(OSError, WebSocketException):
        replies: list[dict[str, Any]] = []
        line.send("join", {"code": server.workshops[0]["code"]}, replies.append)
        with line.changed:
            assert line.changed.wait_for(lambda: replies or line.ended, PATIENCE), "neither"
        assert line.ended or replies[0]["ok"]
    line.close()


def bytes_sent(server: Server, *parts: bytes) -> bytes:
    """What comes back before the server cuts the line, which it does once we have no more to say."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as line:
        came = b""
        with contextlib.suppress(ConnectionError):
            for part in parts:
                line.sendall(part)
            line.shutdown(socket.SHUT_WR)
            while more := line.recv(65_536):
                came += more
    return came


@pytest.mark.usefixtures("honest")
class TestNobodyElseIsHarmedBy:
    def test_packets_that_are_none(self, server: Server):
        for packet in PACKETS:
            line = Raw(server.url)
            line.write(packet)
            either_cut_or_served(line, server)

    def test_attachments_that_do_not_fit(self, server: Server):
        for frames in ATTACHMENTS:
            line = Raw(server.url)
            with contextlib.suppress(OSError, WebSocketException):  # it may be cut after the first of them
                for frame in frames:
                    line.socket.send(frame, ABNF.OPCODE_TEXT if isinstance(frame, str) else ABNF.OPCODE_BINARY)
            either_cut_or_served(line, server)

    def test_somebody_who_takes_leave_and_talks_on(self, server: Server):
        line = Raw(server.url)
        line.write("41")
        with contextlib.suppress(OSError, WebSocketException):  # it may be cut by then
            line.write('421["join",{}]')
        line.close()

    def test_requests_that_no_page_makes(self, server: Server):
        for method, path in REQUESTS:
            reply = requests.request(method, server.url + path, timeout=PATIENCE)
            assert 400 <= reply.status_code < 500, (method, path, reply.status_code)

    def test_polling_that_sends_rubbish(self, server: Server):
        for body in (b"", b"x", b"4", b"\x1e" * 100, b"40\x1e" * 17, b"\xff\xfe", b"b4AAAA", b"1", b"4" * 200_000):
            opened = requests.get(server.url + POLLING, timeout=PATIENCE).text
            sid = json.loads(opened[1:])["sid"]
            reply = requests.post(f"{server.url}{POLLING}&sid={sid}", data=body, timeout=PATIENCE)
            assert reply.status_code in (200, 400, 413), body

    def test_lines_that_are_no_http(self, server: Server):
        for line in LINES:
            reply = bytes_sent(server, line)
            assert b" 500 " not in reply.split(b"\r\n")[0], line[:80]

    def test_half_handshakes_and_broken_frames(self, server: Server):
        for handshake, frame in HANDSHAKES:
            reply = bytes_sent(server, handshake, frame)
            assert b" 500 " not in reply.split(b"\r\n")[0], handshake

    def test_a_message_in_pieces_that_never_ends(self, tmp_path: Path):
        with Server(tmp_path, mode="eventlet") as server:
            line = Raw(server.url)
            line.socket.send_frame(ABNF.create_frame("4", ABNF.OPCODE_TEXT, fin=0))
            piece = ABNF.create_frame("x" * 60_000, ABNF.OPCODE_CONT, fin=0)
            with pytest.raises((OSError, WebSocketException)):
                _many(line, piece)
            line.run_dry()

    def test_lines_that_stay_silent(self, server: Server):
        lines = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(100)]
        assert requests.get(server.url + "/healthz", timeout=PATIENCE).json() == {"ok": True}
        for line in lines:
            line.close()


@pytest.mark.parametrize(
    ("packet", "field"),
    [
        ('427["join",{"lang":"en","code":%s}]' % ("9" * 100_000), "code"),
        ('427["join",{"lang":"en","code":"%s"}]' % ("9" * 100_000), "message"),
        ('427["join",{"lang":"en","code":1e999}]', "code"),
        ('451-7["join",{"lang":"en","code":{"_placeholder":true,"num":0}}]', "code"),
        ('427["join",{"lang":"en"},{}]', "message"),
        ('427["join"]', "message"),
    ],
    ids=["a long number", "a long text", "infinity", "bytes", "two objects", "nothing"],
)
def test_what_is_a_message_gets_a_sentence(server: Server, honest: Raw, packet: str, field: str):
    replies: list[dict[str, Any]] = []
    honest.expect(7, replies.append)
    honest.write(packet)
    honest.wait(lambda: replies)
    assert replies[0]["error"]["field"] == field
    assert replies[0]["error"]["sentence"]


def _many(line: Raw, piece: ABNF) -> None:
    for _ in range(100):
        line.socket.send_frame(piece)
