/** Does to a server what a scenario says, step by step. What the server does in return is in the trace, and never thrown. */
import type { Step } from '../scenario/stimulus.ts';
import type { DialTls } from '../wire/dial.ts';
import type { IngestCertificates } from '../wire/ingest-certificates.ts';
import { trackOf } from './request-text.ts';
import type { TrackNaming } from './request-text.ts';
import type { Stage } from './stage.ts';
import { pause } from './wait.ts';
import { awaitOn, overhearOn } from './perform/awaiting.ts';
import { Connections } from './perform/connections.ts';
import { insist } from './perform/insist.ts';
import { layOut } from './perform/layout.ts';
import { openPages } from './perform/pages.ts';
import { readBack } from './perform/read-back.ts';
import { restart } from './perform/restart.ts';
import { sendHead, sendMedia, writeRaw, finishBody } from './perform/sending.ts';
import { stepWords } from './perform/step-words.ts';
import type { Play } from './perform/play.ts';

/** The server, as far as it takes to speak to it. */
export interface ServerTarget extends TrackNaming {
  /** A name, an IPv4 address or an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly tls?: DialTls;
  /** Where the public statistics are, where not at `/status-json.xsl`. */
  readonly statusUrl?: string;
  /** Where the statistics of the administrator are, where not at `/admin/stats`. */
  readonly statsUrl?: string;
  /** Addresses to use instead of what the resolver says: `host:port` to IP. */
  readonly resolve?: Readonly<Record<string, string>>;
  /** A token that opens the mount point, without its scheme, where the server checks tokens. */
  readonly token?: string;
  /** The same server over TLS, where this address is plain. */
  readonly secure?: { readonly host: string; readonly port: number; readonly tls: DialTls };
  /** Client certificates, as far as there are any to be shown to this target. */
  readonly certificates?: { readonly client: Partial<IngestCertificates['client']> };
  /** Where what was ingested is read: a URL with `{path}` in it, or empty where each track has its own path for it. */
  readonly readBack?: string;
  /** Ends the server as SIGKILL does and starts it again; resolves when it listens. */
  readonly restart?: () => Promise<void>;
}

const take = async (play: Play, step: Step, index: number): Promise<void> => {
  const { stage, connections } = play;
  switch (step.do) {
    case 'request':
    case 'trickle':
      return sendHead(play, step, index);
    case 'insist':
      return insist(play, step, index);
    case 'stream':
    case 'media':
      return sendMedia(play, step, index);
    case 'connect':
      return connections.connect(step.conn, step.how);
    case 'restart':
      return restart(play);
    case 'read-back':
      return readBack(play, step);
    case 'write':
      return writeRaw(play, step);
    case 'finish':
      return finishBody(play, step.conn);
    case 'await':
      return awaitOn(play, step);
    case 'overhear':
      return overhearOn(play, step);
    case 'end': {
      const link = connections.find(step.conn)?.link;
      if (step.how === 'fin') link?.finish();
      else if (step.how === 'rst') link?.reset();
      else await connections.close(step.conn);
      return;
    }
    case 'pause':
      return pause(stage, step.during);
    case 'page':
      return play.pages.fetch(step);
  }
};

/**
 * Performs the steps of a scenario in order; connections that it opens live side by side until the end.
 *
 * Steps that continue a refused request are left out, and their `step` event says so.
 */
export const perform = async (steps: readonly Step[], target: ServerTarget, stage: Stage): Promise<void> => {
  const connections = new Connections(target, stage);
  const pages = openPages(target, stage);
  const layout = layOut(steps, (name) => trackOf(name, target));
  const play: Play = { stage, target, connections, pages, layout };
  try {
    for (const [index, step] of steps.entries()) {
      if (stage.signal.aborted) break;
      const leftOut = connections.reasonToLeaveOut(step);
      stage.recorder.record({ event: 'step', index, step: stepWords(step, leftOut) });
      if (leftOut === undefined) await take(play, step, index);
      else connections.leaveOut(step, leftOut);
    }
  } finally {
    await connections.closeAll();
    await pages.close();
  }
};
