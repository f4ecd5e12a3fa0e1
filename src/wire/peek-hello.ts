/** Looks at the first bytes of a connection, and leaves them where they were. */
import type net from 'node:net';
import { readClientHello } from './client-hello.ts';
import type { HelloFacts } from './client-hello.ts';

/** How long somebody who has connected may think before the first bytes, in milliseconds. */
const patience = 20_000;

/**
 * Calls back once: with what the client offers; with nothing where it begins with anything else, or says too little for
 * too long. Its bytes are then still to be read. A connection that ends before is not called back for: it is closed.
 */
export const peekHello = (tcp: net.Socket, use: (hello: HelloFacts | undefined) => void): void => {
  const parts: Buffer[] = [];
  let length = 0;
  let needed = 1;
  let over = false;

  const stop = (): void => {
    over = true;
    clearTimeout(timer);
    tcp.off('readable', look);
    tcp.off('end', ended);
    tcp.off('close', stop);
  };
  const done = (hello?: HelloFacts): void => {
    if (over) return;
    stop();
    if (length > 0) tcp.unshift(Buffer.concat(parts));
    use(hello);
  };
  const ended = (): void => {
    stop();
    tcp.destroy();
  };
  const look = (): void => {
    for (let part = tcp.read() as Buffer | null; part !== null; part = tcp.read() as Buffer | null) {
      parts.push(part);
      length += part.length;
    }
    if (over || length < needed) return;
    const read = readClientHello(Buffer.concat(parts));
    if (read.is === 'hello') done(read.hello);
    else if (read.is === 'none') done();
    else needed = read.needed;
  };

  const timer = setTimeout(done, patience);
  tcp.on('readable', look);
  tcp.once('end', ended);
  tcp.once('close', stop);
};
