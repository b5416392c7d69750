import { connect, type Socket } from "node:net";
import { Kafka, logLevel } from "kafkajs";
import { brokers } from "../e2e/topic.ts";

const PRODUCE = 0;

/** What becomes of a request to append: it is answered, it never arrives, or it arrives and the answer never does. */
export type Fate = "answered" | "unheard" | "unanswered";

/** A client whose connections break at requests to append, as `fates` say in turn; all is well behind the last of them. */
export function lossyClient(fates: Fate[]): Kafka {
  return new Kafka({
    brokers: brokers().split(","),
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 20, maxRetryTime: 50, retries: 10 },
    socketFactory: ({ host, port, onConnect }) => lossy(connect({ host, port }, onConnect), fates),
  });
}

function lossy(socket: Socket, fates: Fate[]): Socket {
  let isDoomed = false;
  const { write } = socket;
  const emit = socket.emit as (event: string, ...rest: unknown[]) => boolean;
  socket.write = (request: Buffer, ...rest: unknown[]) => {
    const fate = request.readInt16BE(4) === PRODUCE ? fates.shift() : undefined;
    isDoomed ||= fate === "unanswered";
    if (fate === "unheard") return breakOff(socket);
    return write.call(socket, request, ...(rest as []));
  };
  socket.emit = (event: string, ...rest: unknown[]) =>
    event === "data" && isDoomed ? breakOff(socket) : emit.call(socket, event, ...rest);
  return socket;
}

/** As if the other side had ended it. */
function breakOff(socket: Socket): boolean {
  socket.destroy();
  setImmediate(() => socket.emit("end"));
  return true;
}
