/* Phones' own client, as it is in the page, many times: when does each come back after the server was away?
   node reconnects.mjs <static/js/parts/socket.js> <port> <phones>; prints "up" when all are connected, then a line a reconnection. */
const [file, port, phones] = process.argv.slice(2);
globalThis.location = { origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` };
let up = 0;
for (let phone = 0; phone < Number(phones); phone++) {
  const client = await import(`${file}?phone=${phone}`); // a module of its own for each
  let was = false;
  client.listen({
    connect() {
      up += 1;
      console.log(was ? `back ${performance.timeOrigin + performance.now()}` : up === Number(phones) ? "up" : "");
      was = true;
    },
    disconnect() {
      up -= 1;
    },
  });
  client.connect();
}
