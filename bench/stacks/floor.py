"""The floor: a poll on bare WebSockets by picows, with votes in memory and none of the rules."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter

import uvloop
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_create_server

PHONES: set[WSTransport] = set()
SCREENS: set[WSTransport] = set()
VOTES: dict[WSTransport, str] = {}
STAGE = b'42["stage",' + json.dumps({"html": "x" * 600}).encode() + b"]"


class Side(WSListener):
    def on_ws_connected(self, transport: WSTransport) -> None:
        transport.send(WSMsgType.TEXT, b"0{}")

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        PHONES.discard(transport)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()
            return
        text = frame.get_payload_as_bytes()
        if text == b"40":
            transport.send(WSMsgType.TEXT, b'40{"sid":"1"}')
            return
        number, _, rest = text[2:].partition(b"[")
        name, payload = json.loads(b"[" + rest)
        if name == "answer":
            VOTES[transport] = payload["value"]
        elif name == "do":
            if payload["verb"] == "next":
                VOTES.clear()
            for phone in PHONES:
                phone.send(WSMsgType.TEXT, STAGE)
        else:
            (PHONES if name == "join" else SCREENS).add(transport)
        transport.send(WSMsgType.TEXT, b"43" + number + b'[{"ok":true}]')


async def main(port: int) -> None:
    await ws_create_server(lambda _: Side(), "127.0.0.1", port, backlog=4096)
    print("ready", file=sys.stderr, flush=True)
    shown = 0
    while True:
        await asyncio.sleep(0.1)
        if len(VOTES) != shown:
            shown = len(VOTES)
            result = {"answered": shown, "counts": Counter(VOTES.values())}
            for screen in SCREENS:
                screen.send(WSMsgType.TEXT, b'42["result",' + json.dumps(result).encode() + b"]")


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
