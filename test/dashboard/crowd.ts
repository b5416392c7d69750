import { connect, type Socket } from "node:net";

// `node crowd.ts PORT COUNT`: holds so many connections to a server, in ways that harm, until its input ends: each that the
// server closes is opened again. A process of its own, because a process may open only so many files.

const [port, count] = process.argv.slice(2).map(Number) as [number, number];

const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`;

/** What each says: nothing, half a request, a whole one that is waited for, one whose answer is not taken, a single letter. */
const MANNERS: readonly ((socket: Socket) => void)[] = [
  () => {},
  socket => void socket.write("GET /api/market HTTP/1.1\r\nhost: x\r\nx-half"),
  socket => {
    socket.write(get("/api/live?window=1m"));
    socket.resume();
  },
  socket => {
    socket.write(get("/api/market"));
    socket.pause();
  },
  socket => void socket.write("G"),
  () => {},
];

const sockets = new Set<Socket>();
let isEnding = false;
let opened = 0;

function open(manner: (socket: Socket) => void, onOpen: () => void): void {
  if (isEnding) return;
  const socket = connect(port, "127.0.0.1", () => {
    manner(socket);
    onOpen();
  });
  sockets.add(socket);
  socket.on("error", () => undefined);
  socket.on("close", () => {
    sockets.delete(socket);
    setTimeout(open, 200, manner, onOpen);
  });
}

/** The next one when this one is there: a burst beyond the server's backlog would only wait for its connects to be sent again. */
function openNext(): void {
  if (opened === count) {
    process.stdout.write("open\n");
    return;
  }
  const at = opened++;
  let isFirst = true;
  open(MANNERS[at % MANNERS.length]!, () => {
    if (isFirst) setImmediate(openNext);
    isFirst = false;
  });
}

for (let i = 0; i < 50; i++) openNext();

process.stdin.resume().on("end", () => {
  isEnding = true;
  for (const socket of sockets) socket.destroy();
  setTimeout(() => process.exit(0), 500);
});
