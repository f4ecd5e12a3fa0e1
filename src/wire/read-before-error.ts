/** What the other side said before it reset the connection is read before the reset is noticed. */
import type { Socket } from 'node:net';

type Done = (error?: Error | null) => void;

/** Turns of the event loop in which what is in the kernel is read. */
const turns = 8;

/** Calls back once the other side's bytes are at their end, or nothing more comes of them. */
const whenRead = (socket: Socket, done: () => void): void => {
  let left = turns;
  const look = (): void => {
    left -= 1;
    if (left === 0 || socket.readableEnded || socket.destroyed) done();
    else setImmediate(look);
  };
  setImmediate(look);
};

/**
 * A write into a connection that was reset fails, and Node then destroys the socket with all that has arrived and was
 * not read yet: an answer to a body in flight would be lost by us, and not by whoever reset the connection. So the
 * error of a write waits until the reading side has come to its end.
 */
export const readBeforeError = (socket: Socket): void => {
  const held =
    (done: Done): Done =>
    (error) => {
      if (!error) done();
      else
        whenRead(socket, () => {
          done(error);
        });
    };
  const write = socket._write.bind(socket);
  socket._write = (chunk, encoding, done) => {
    write(chunk, encoding, held(done));
  };
  const writev = socket._writev?.bind(socket);
  if (writev === undefined) return;
  socket._writev = (chunks, done) => {
    writev(chunks, held(done));
  };
};
