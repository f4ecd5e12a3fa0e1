/** A connection of an ingest source to a receiving entity, and what has been answered on it. */
import { valueOf } from '../../http/message.ts';
import type { ResponseHead } from '../../http/message.ts';
import { dial, isLink } from '../../wire/dial.ts';
import type { Link } from '../../wire/link.ts';
import type { Place } from './place.ts';
import type { Scene } from './scene.ts';

export interface Line {
  readonly link: Link;
  /** Final responses, in order. */
  finals(): readonly ResponseHead[];
  /** No further request can be made on it. */
  isOver(): boolean;
  /** Another track has it for its requests, too. */
  share(): void;
  /** A track has no more requests for it: it is closed once none has. */
  leave(): void;
  /** Requests go out one after the other: resolves when those before are done, with what says that this one is. */
  turn(): Promise<() => void>;
}

export interface Unreachable {
  readonly unreachable: string;
}

/** How long a connection is waited for: about the duration of a segment, between 1 s and 6 s (DI-GEN-13a). */
const connectSeconds = 1.5;
const impatientSeconds = 0.1;
/** The most that a timer takes. */
const forEver = 2 ** 31 - 1;

const connectTimeout = ({ quirks, timing }: Scene): number => {
  if (quirks.has('waits-for-ever-to-connect')) return forEver;
  const seconds = quirks.has('impatient-to-connect') ? impatientSeconds : connectSeconds;
  return seconds * timing.delay('second');
};

const isFinal = (head: Link['state']['heads'][number]): head is ResponseHead =>
  head.kind === 'response' && head.status >= 200;

/** Whether the other side closes the connection after an answer (RFC 9112, section 9.6). */
export const closesAfter = (response: ResponseHead): boolean => {
  const connection = (valueOf(response, 'connection') ?? '').toLowerCase();
  return (
    connection.includes('close') || (response.version === 'HTTP/1.0' && !connection.includes('keep-alive'))
  );
};

const lineOver = (link: Link, { clock, quirks }: Scene): Line => {
  let before: Promise<void> = Promise.resolve();
  let tracks = 1;
  const ring = (): void => clock.ring();
  link.listen({ head: ring, messageEnd: ring, fin: ring, closed: ring });
  const finals = (): readonly ResponseHead[] => link.state.heads.filter(isFinal);
  const isOver = (): boolean =>
    link.state.closed || link.state.broken !== undefined || link.state.finReceived;
  return {
    link,
    finals,
    isOver: () => isOver() || (quirks.has('speaks-http-1.0') && finals().length > 0),
    share: () => {
      tracks += 1;
    },
    leave: () => {
      tracks -= 1;
      if (tracks === 0) link.close();
    },
    turn: async () => {
      const earlier = before;
      let done = (): void => undefined;
      before = new Promise((resolve) => {
        done = resolve;
      });
      await earlier;
      return done;
    },
  };
};

/** Connects to a place: to each address of its host in turn, until one answers. */
export const openLine = async (place: Place, scene: Scene): Promise<Line | Unreachable> => {
  const { names, quirks, recorder, timing, kill } = scene;
  const { host, port } = place;
  const addresses = await names.addressesOf(host);
  const tls = place.secure ? await scene.security() : undefined;
  let unreachable = 'ENOTFOUND';
  for (const address of quirks.has('first-address-only') ? addresses.slice(0, 1) : addresses) {
    const result = await dial({
      host,
      port,
      label: 'source',
      recorder,
      connectTimeoutMs: connectTimeout(scene),
      handshakeTimeoutMs: timing.deadline('connect'),
      signal: kill,
      resolve: { [`${host}:${String(port)}`]: address },
      ...(tls === undefined ? {} : { tls }),
    });
    if (isLink(result)) return lineOver(result, scene);
    unreachable = result.unreachable;
    if (kill.aborted) break;
  }
  return { unreachable };
};
