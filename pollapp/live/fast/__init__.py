"""The fast path of a full hall: how phones are served when POLLAPP_FAST is on.

Socket.IO is a layer of small texts (`42["stage",{...}]`) on Engine.IO, which carries texts to and fro: by one
WebSocket, or by long polling where a network lets no WebSocket through. The libraries do this with a queue and three
greenlets for each phone: one that reads, one that writes what is in the queue, one that waits to send the next ping.
Each message has a fourth, and each connection goes through the whole of HTTP and WSGI. For one phone that is nothing.
For ten thousand it is nearly all the time that a push takes, and nearly all the memory.

Here nobody waits for a phone, so no phone needs a greenlet:

* `door` takes each connection and looks at what it asks for. A plain request for our WebSocket is answered on the spot
  (`heads`). Everything else, pages, long polling, the upgrade from it, requests that are odd in any way, goes on to the
  pages and to Engine.IO untouched, which serve it as if this room were not there.
* `line` is the loop that tells when a socket has something to read or room to write, and the writing side of a socket:
  what it takes goes out at once, what it does not take waits, up to a bound. A phone that lets more wait is cut off,
  and comes back by itself.
* `frames` makes texts of bytes, and bytes of texts. `phone` knows the few kinds of packets that there are.
* `hall` knows all phones: it lets them in, has their messages handled where they are read, and pings them all from one
  greenlet. The answers of one turn of the loop go to the store together, and are acknowledged by a call after their
  commit, so nobody waits for it.

What many hear is packed once (`wire.Packed`). `POLLAPP_FAST=0` leaves this room out; `tests/serving` plays both ways.
"""
