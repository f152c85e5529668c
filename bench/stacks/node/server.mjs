// The official Socket.IO server, with votes in memory.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, { cors: { origin: "*" } });
const stage = { round: 0, html: "x".repeat(600) };
let votes = new Map();
let changed = false;

io.on("connection", (socket) => {
  socket.on("join", (_, tell) => {
    socket.join("phones");
    tell({ ok: true, stage });
  });
  socket.on("watch", (_, tell) => {
    socket.join("screen");
    tell({ ok: true });
  });
  socket.on("do", (message, tell) => {
    if (message.verb === "next") {
      stage.round += 1;
      votes = new Map();
    }
    io.to("phones").emit("stage", stage);
    tell({ ok: true });
  });
  socket.on("answer", (message, tell) => {
    votes.set(socket.id, message.value);
    changed = true;
    tell({ ok: true });
  });
});

setInterval(() => {
  if (!changed) return;
  changed = false;
  const counts = {};
  for (const value of votes.values()) counts[value] = (counts[value] ?? 0) + 1;
  io.to("screen").emit("result", { answered: votes.size, counts });
}, 100);

http.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 4096 }, () => console.error("ready"));
