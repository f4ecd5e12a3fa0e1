/**
 * Reads accepted connections into one buffer that all share. Node otherwise takes 64 KiB of memory for each read, and with
 * a program of some size around it more time goes into collecting that than into reading.
 */
import net from 'node:net';

export interface SharedReading {
  readonly socket: net.Socket;
  /** Told of what is received, in place of the event `data`; the bytes are valid during the call only. */
  onBytes(take: (bytes: Uint8Array) => void): void;
}

/** What a read is used for is over before the next one begins, so that one buffer does for all. */
const shared = new Uint8Array(64 * 1024);

interface WithHandle {
  _handle: unknown;
}

/**
 * Takes over a connection that was accepted with `pauseOnConnect`. Servers have no option `onread`, as clients have, so
 * that the connection is given a socket of its own: what is under both has no public name. `undefined` where it is not
 * there; the connection is then to be read as usual.
 */
export const readTogether = (accepted: net.Socket): SharedReading | undefined => {
  const owner = accepted as unknown as WithHandle;
  const handle = owner._handle;
  if (typeof handle !== 'object' || handle === null) return undefined;
  let take = (_bytes: Uint8Array): void => {};
  const options = {
    handle,
    allowHalfOpen: true,
    onread: {
      buffer: shared,
      callback: (count: number, buffer: Uint8Array) => {
        take(buffer.subarray(0, count));
        return true;
      },
    },
  };
  owner._handle = null;
  accepted.destroy();
  const socket = new net.Socket(options);
  return {
    socket,
    onBytes: (next) => {
      take = next;
    },
  };
};
