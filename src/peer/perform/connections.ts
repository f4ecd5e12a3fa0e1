/** The connections of a performance by the names that the scenario gives them. */
import { valuesOf } from '../../http/message.ts';
import type { ResponseHead } from '../../http/message.ts';
import type { TransportPlan } from '../../scenario/ingest/connect-step.ts';
import type { BodyFraming, Step } from '../../scenario/stimulus.ts';
import { dial, isLink } from '../../wire/dial.ts';
import type { Link } from '../../wire/link.ts';
import type { ServerTarget } from '../perform.ts';
import type { Cast } from '../request-text.ts';
import type { Stage } from '../stage.ts';
import { isTaken } from './is-taken.ts';
import { castOf, isRoute, routeOf } from './transport.ts';

export interface Line {
  readonly link: Link;
  /** Who we are and whom we speak to over this connection. */
  readonly cast: Cast;
  /** How the body of the last request is framed. */
  framing: BodyFraming | undefined;
  /** Requests sent so far. */
  requests: number;
  /** Heads received before the last request. */
  headsBefore: number;
  /** The target takes no more bytes: nothing further is sent. */
  stalled: boolean;
  /** The target was restarted since: a request needs a new connection. */
  lost: boolean;
  /** The body of the last request was refused before its end: what would be sent next is read as more of it. */
  brokenOff: boolean;
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

/** Whether the target closes the connection after this answer (RFC 9112, 9.3). */
const isLast = (head: ResponseHead): boolean => {
  const options = valuesOf(head, 'connection').flatMap((value) => value.toLowerCase().split(/\s*,\s*/));
  return head.version === 'HTTP/1.1' ? options.includes('close') : !options.includes('keep-alive');
};

/** Whether no further request can go over it, so that every HTTP client would make another. */
const isSpent = (line: Line): boolean => {
  const final = finalOf(line);
  return line.brokenOff || isOver(line) || (final !== undefined && isLast(final));
};

/** The connection whose request a step rests on, where it does. */
const continued = (step: Step): string | undefined => {
  if (step.do === 'insist') return step.after;
  if (step.do === 'stream' || step.do === 'media') return step.regardless === true ? undefined : step.conn;
  return step.do === 'finish' || step.do === 'write' ? step.conn : undefined;
};

/** What cannot be done on a connection that could not be made; `insist` and `connect` make one of their own. */
const needsConnection = (step: Step): string | undefined =>
  'conn' in step && step.do !== 'connect' && step.do !== 'insist' ? step.conn : undefined;

export class Connections {
  readonly #target: ServerTarget;
  readonly #stage: Stage;
  readonly #lines = new Map<string, Line>();
  readonly #all: Line[] = [];
  /** How connections of a name are made, where a step has said so. */
  readonly #plans = new Map<string, TransportPlan>();
  /** Connections that a step asked for in vain, and why. */
  readonly #unmade = new Map<string, string>();

  constructor(target: ServerTarget, stage: Stage) {
    this.#target = target;
    this.#stage = stage;
  }

  find(name: string): Line | undefined {
    return this.#lines.get(name);
  }

  /**
   * The connection of a name, made where there is none; `undefined` where it cannot be made.
   *
   * @param spent what becomes of one that takes no further request: it is used nevertheless, or another is made
   */
  async open(name: string, spent: 'used' | 'replaced' = 'used'): Promise<Line | undefined> {
    const line = this.#lines.get(name);
    if (line === undefined || line.lost) return this.openAfresh(name);
    return spent === 'replaced' && isSpent(line) ? this.openAfresh(name) : line;
  }

  /** Makes a connection as the plan says; further ones of this name are made so too. */
  async connect(name: string, plan: TransportPlan): Promise<void> {
    this.#plans.set(name, plan);
    const made = await this.openAfresh(name);
    if (made === undefined) this.#unmade.set(name, `the connection ${name} could not be made`);
  }

  /** A new connection under a name that may have had one before. */
  async openAfresh(name: string): Promise<Line | undefined> {
    this.#lines.delete(name);
    this.#unmade.delete(name);
    const route = routeOf(this.#target, this.#plans.get(name));
    if (!isRoute(route)) return undefined;
    const link = await dial({
      ...route,
      label: name,
      recorder: this.#stage.recorder,
      connectTimeoutMs: this.#stage.timing.deadline('connect'),
      signal: this.#stage.signal,
      resolve: this.#target.resolve,
    });
    if (!isLink(link)) return undefined;
    const closed = new Promise<void>((done) => {
      link.listen({
        closed: () => {
          done();
        },
      });
    });
    const cast = castOf(this.#target, this.#stage, route);
    const nothingSent = { framing: undefined, requests: 0, headsBefore: 0 };
    const line: Line = {
      link,
      cast,
      ...nothingSent,
      stalled: false,
      lost: false,
      brokenOff: false,
      closed,
    };
    this.#lines.set(name, line);
    this.#all.push(line);
    return line;
  }

  /** Notes that a request is about to be sent. */
  begin(line: Line, framing: BodyFraming | undefined): void {
    line.framing = framing;
    line.requests += 1;
    line.brokenOff = false;
    line.headsBefore = line.link.state.heads.length;
  }

  /** Notes that the target is another process now. */
  restarted(): void {
    for (const line of this.#all) line.lost = true;
  }

  /** Why a step is to be left out: it continues what was refused or could not begin, or the target does not offer it. */
  reasonToLeaveOut(step: Step): string | undefined {
    if (step.do === 'connect') {
      const route = routeOf(this.#target, step.how);
      return isRoute(route) ? undefined : route.reason;
    }
    if (step.do === 'restart' && this.#target.restart === undefined) return 'the target cannot be restarted';
    if (step.do === 'read-back' && this.#target.readBack === undefined)
      return 'the target has no URL under which a track is read';
    const needed = needsConnection(step);
    const unmade = needed === undefined ? undefined : this.#unmade.get(needed);
    return unmade ?? this.#refused(step);
  }

  /** Notes that a step was left out: what was to be connected so is not connected in another way. */
  leaveOut(step: Step, reason: string): void {
    if (step.do === 'connect') this.#unmade.set(step.conn, reason);
    if (step.do !== 'stream' && step.do !== 'media' && step.do !== 'write' && step.do !== 'finish') return;
    const line = this.#lines.get(step.conn);
    if (line !== undefined && (step.do !== 'finish' || line.framing?.by === 'chunks')) line.brokenOff = true;
  }

  #refused(step: Step): string | undefined {
    const name = continued(step);
    if (name === undefined) return undefined;
    const line = this.#lines.get(name);
    if (line === undefined) return `there is no connection ${name}`;
    if (line.lost && step.do !== 'insist')
      return `the connection ${name} was lost when the target was restarted`;
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
