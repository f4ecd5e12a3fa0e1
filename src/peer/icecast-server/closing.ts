/** Ending a connection so that the other side reads our last words. */
import type { Link } from '../../wire/link.ts';
import type { House } from './house.ts';

/** How much we read on, in bytes. */
const appetite = 16 * 1024 * 1024;

/**
 * Sends FIN and reads on until the other side has done so too: were the connection closed while bytes come in, the
 * kernel would answer them with RST, by which the other side loses what it has not read (RFC 9112, section 9.6).
 */
export const closeInOrder = (link: Link, { patienceMs }: House): void => {
  link.finish();
  if (link.state.finReceived || link.state.closed) {
    link.close();
    return;
  }
  const timer = setTimeout(() => {
    link.close();
  }, patienceMs);
  const before = link.state.bytesReceived;
  link.listen({
    fin: () => {
      clearTimeout(timer);
      link.close();
    },
    span: () => {
      if (link.state.bytesReceived - before > appetite) link.reset();
    },
    closed: () => {
      clearTimeout(timer);
    },
  });
};
