/** The connections of a performance by the names that the scenario gives them. */
import type { ResponseHead } from '../../http/message.ts';
import type { BodyFraming, Step } from '../../scenario/stimulus.ts';
import { dial, isLink } from '../../wire/dial.ts';
import type { Link } from '../../wire/link.ts';
import type { ServerTarget } from '../perform.ts';
import type { Cast } from '../request-text.ts';
import type { Stage } from '../stage.ts';
import { isTaken } from './is-taken.ts';

export interface Line {
  readonly link: Link;
  /** How the body of the last request is framed. */
  framing: BodyFraming | undefined;
  /** Requests sent so far. */
  requests: number;
  /** Heads received before the last request. */
  headsBefore: number;
  /** The target takes no more bytes: nothing further is sent. */
  stalled: boolean;
  /** Resolves once neither direction carries another byte. */
  readonly closed: Promise<void>;
}

/** Nothing more will come: FIN, RST, or the end of both directions. */
export const isOver = ({ link }: Line): boolean =>
  link.state.finReceived || link.state.broken !== undefined || link.state.closed;

const isFinal = (head: Link['state']['heads'][number]): head is ResponseHead =>
  head.kind === 'response' && head.status >= 200;

/** The final answer to the last request, once it is there. */
export const finalOf = (line: Line): ResponseHead | undefined =>
  line.requests === 0 ? undefined : line.link.state.heads.filter(isFinal)[line.requests - 1];

const withBrackets = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** The connection whose request a step rests on, where it does. */
const continued = (step: Step): string | undefined => {
  if (step.do === 'insist') return step.after;
  if (step.do === 'stream') return step.regardless === true ? undefined : step.conn;
  return step.do === 'finish' || step.do === 'write' ? step.conn : undefined;
};

export class Connections {
  readonly cast: Cast;
  readonly #target: ServerTarget;
  readonly #stage: Stage;
  readonly #lines = new Map<string, Line>();
  readonly #all: Line[] = [];

  constructor(target: ServerTarget, stage: Stage) {
    this.#target = target;
    this.#stage = stage;
    const authority = `${withBrackets(target.host)}:${String(target.port)}`;
    this.cast = { ...stage, authority, origin: `${target.tls ? 'https' : 'http'}://${authority}` };
  }

  find(name: string): Line | undefined {
    return this.#lines.get(name);
  }

  /** The connection of a name, made where there is none; `undefined` where it cannot be made. */
  async open(name: string): Promise<Line | undefined> {
    return this.#lines.get(name) ?? (await this.openAfresh(name));
  }

  /** A new connection under a name that may have had one before. */
  async openAfresh(name: string): Promise<Line | undefined> {
    const { host, port, tls, resolve } = this.#target;
    const link = await dial({
      host,
      port,
      label: name,
      recorder: this.#stage.recorder,
      connectTimeoutMs: this.#stage.timing.deadline('connect'),
      signal: this.#stage.signal,
      tls,
      resolve,
    });
    if (!isLink(link)) {
      this.#lines.delete(name);
      return undefined;
    }
    const closed = new Promise<void>((done) => {
      link.listen({
        closed: () => {
          done();
        },
      });
    });
    const line: Line = { link, framing: undefined, requests: 0, headsBefore: 0, stalled: false, closed };
    this.#lines.set(name, line);
    this.#all.push(line);
    return line;
  }

  /** Notes that a request is about to be sent. */
  begin(line: Line, framing: BodyFraming | undefined): void {
    line.framing = framing;
    line.requests += 1;
    line.headsBefore = line.link.state.heads.length;
  }

  /** Whether a step continues a request that was refused, and so is left out. */
  reasonToLeaveOut(step: Step): string | undefined {
    const name = continued(step);
    if (name === undefined) return undefined;
    const line = this.#lines.get(name);
    if (line === undefined) return `there is no connection ${name}`;
    const final = finalOf(line);
    return final && final.status >= 300 ? `the ${name} was refused with ${String(final.status)}` : undefined;
  }

  /** Writes on a connection; a target that takes no bytes for the whole deadline is given up. */
  async send(line: Line, write: (link: Link) => Promise<void>): Promise<void> {
    if (line.stalled || this.#stage.signal.aborted) return;
    if (!(await isTaken(this.#stage, write(line.link), line.link.id))) line.stalled = true;
  }

  /** Ends a connection politely, and waits until it has ended. */
  async close(name: string): Promise<void> {
    const line = this.#lines.get(name);
    if (line === undefined) return;
    line.link.close();
    await line.closed;
  }

  /** Ends what is left; a connection whose bytes are not taken is reset, so that nothing can hold us. */
  async closeAll(): Promise<void> {
    for (const line of this.#all) {
      if (line.stalled || this.#stage.signal.aborted) line.link.reset();
      else line.link.close();
    }
    await Promise.all(this.#all.map((line) => line.closed));
  }
}
