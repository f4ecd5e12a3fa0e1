/** A listener on its own: asks for a mount point, takes metadata and frames apart, and tells what it gets. */
import { utf8, valueOf } from '../http/message.ts';
import type { ResponseHead } from '../http/message.ts';
import { deinterleaver } from '../icy/metaint.ts';
import type { MetadataBlock } from '../icy/metaint.ts';
import type { ListenerQuirk } from '../scenario/icy2/listener-quirks.ts';
import { get } from '../scenario/stimulus.ts';
import type { RequestPlan } from '../scenario/stimulus.ts';
import { delays } from '../scenario/timing.ts';
import { dial, isLink } from '../wire/dial.ts';
import type { DialTls } from '../wire/dial.ts';
import type { Link } from '../wire/link.ts';
import { frameCounter } from './listener/frame-counter.ts';
import { blockWatch, isStunnedBy, metaintOf, offenceAtBlock, offenceAtHead } from './listener/offence.ts';
import type { Quirks } from './listener/offence.ts';
import { requestText } from './request-text.ts';
import type { Timing } from './stage.ts';
import { unrecorded } from './unrecorded.ts';

/** So many bytes hold some frames, so that a stream is said to be heard. */
const enoughBytes = 4 * 1024;

export interface ListenerOptions {
  readonly host: string;
  readonly port: number;
  /** The path to ask for. */
  readonly mount: string;
  readonly tls?: DialTls;
  /** Ends the listening. */
  readonly signal: AbortSignal;
  /** Milliseconds for the connection. */
  readonly connectTimeoutMs: number;
  /** Told a line at a time what happens. */
  readonly tell: (line: string) => void;
  readonly quirks?: readonly ListenerQuirk[];
  /** How long the impatient wait. */
  readonly timing?: Timing;
}

/** What a listener got until the end. */
export interface Heard {
  /** Absent where nothing was answered. */
  readonly status?: number;
  /** Bytes of the stream, without metadata. */
  readonly bytes: number;
  /** Whole frames in them, where their kind is known: MPEG audio, ADTS, Ogg pages. */
  readonly frames: number;
  /** Places where the stream is not what it was, or bytes that are no frame. */
  readonly breaks: number;
  readonly titles: readonly string[];
  /** How it came to its end: by the server, by a broken connection, by our own doing, or not at all. */
  readonly end: 'ended' | 'reset' | 'gave-up' | 'unreachable';
  /** Where the stream has moved, as the answer says. */
  readonly location?: string;
}

const printable = (bytes: string): string => (utf8(bytes) ?? bytes).replace(/\p{Cc}/gu, '?');

const headLines = (head: ResponseHead): string[] => [
  printable(`${head.version} ${String(head.status)} ${head.reason}`),
  ...head.fields.map((field) => printable(`${field.name}: ${field.value}`)),
];

/** Gives up where nothing has come for a moment; `beat` says that something did. */
const impatience = (milliseconds: number, giveUp: () => void): { beat(): void; end(): void } => {
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearTimeout(timer);
  };
  return {
    beat: () => {
      end();
      timer = setTimeout(giveUp, milliseconds);
    },
    end,
  };
};

const listenOn = (link: Link, { tell, signal, timing }: ListenerOptions, quirks: Quirks): Promise<Heard> =>
  new Promise((resolve) => {
    const misled = quirks.has('takes-metadata-for-audio');
    const counter = frameCounter(misled ? 4 * 1024 : undefined);
    const titles: string[] = [];
    let status: number | undefined;
    let location: string | undefined;
    let bytes = 0;
    let gaveUp = false;
    let split = deinterleaver(0);
    let isInBlock = blockWatch(0);
    const end = (): void => {
      link.close();
    };
    const giveUp = (why: string): void => {
      if (gaveUp) return;
      gaveUp = true;
      tell(`gives up on ${why}`);
      link.reset();
    };
    const patience = impatience(timing?.delay('shortContinue') ?? delays.shortContinue, () => {
      giveUp('silence');
    });
    const takeBlock = (block: MetadataBlock): void => {
      const offence = offenceAtBlock(quirks, block, titles.at(-1));
      if (offence !== undefined) giveUp(offence);
      if (isStunnedBy(quirks, block)) link.pause();
      const { StreamTitle: title } = block;
      if (title === undefined || gaveUp) return;
      titles.push(title);
      if (titles.length > 100) titles.shift();
      tell(`StreamTitle: ${title}`);
    };
    if (quirks.has('impatient-for-answer')) patience.beat();
    link.listen({
      head: (head) => {
        if (head.kind !== 'response' || head.status < 200) return;
        status = head.status;
        location = valueOf(head, 'location');
        const metaint = metaintOf(quirks, head);
        split = deinterleaver(metaint);
        isInBlock = blockWatch(metaint);
        for (const line of headLines(head)) tell(line);
        const offence = status < 300 ? offenceAtHead(quirks, head) : undefined;
        if (offence !== undefined) giveUp(offence);
        if (quirks.has('impatient') && !gaveUp) patience.beat();
        else patience.end();
      },
      payload: (slice) => {
        if (status === undefined || status >= 300 || gaveUp) return;
        if (quirks.has('impatient')) patience.beat();
        const { payload, metadata } = split(slice);
        const before = bytes;
        for (const piece of payload) {
          bytes += piece.length;
          counter.push(piece);
        }
        if (before < enoughBytes && bytes >= enoughBytes) tell('the stream is heard');
        for (const block of metadata) takeBlock(block);
        if (isInBlock(slice.length, metadata) && quirks.has('gives-up-on-slices')) giveUp('half a block');
        if (misled && counter.counts().breaks > 0) giveUp('bytes that are no audio');
      },
      messageEnd: end,
      fin: end,
      closed: () => {
        signal.removeEventListener('abort', end);
        patience.end();
        resolve({
          ...(status === undefined ? {} : { status }),
          ...(location === undefined ? {} : { location }),
          bytes,
          ...counter.counts(),
          titles,
          end: gaveUp ? 'gave-up' : link.state.broken === undefined ? 'ended' : 'reset',
        });
      },
    });
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });

/** The request, as far as the quirks let it be right. */
const planOf = (quirks: Quirks): RequestPlan => {
  const plan = get({ fields: quirks.has('does-not-ask-for-metadata') ? [] : [['Icy-MetaData', '1']] });
  return {
    ...plan,
    ...(quirks.has('asks-without-host') ? { hosts: [] } : {}),
    ...(quirks.has('asks-namelessly') ? { userAgent: undefined } : {}),
  };
};

/**
 * Listens until the stream ends, the connection is lost, or the signal is aborted.
 *
 * @returns what was heard; without a status where the connection could not be made or nothing was answered
 */
export const listener = async (options: ListenerOptions): Promise<Heard> => {
  const { host, port, mount, tls, tell, signal } = options;
  const quirks: Quirks = new Set(options.quirks);
  const link = await dial({
    host,
    port,
    label: 'listener',
    recorder: unrecorded(),
    connectTimeoutMs: options.connectTimeoutMs,
    signal,
    tls,
  });
  if (!isLink(link)) {
    tell(`could not connect: ${link.unreachable}`);
    return { bytes: 0, frames: 0, breaks: 0, titles: [], end: 'unreachable' };
  }
  const authority = `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
  const cast = {
    mount: quirks.has('asks-for-a-wrong-target') ? mount.replace(/^\//, '') : mount,
    owner: { user: '', password: '' },
    accounts: {},
    authority,
    origin: `http://${authority}`,
  };
  const heard = listenOn(link, options, quirks);
  void link.sendHead(requestText(planOf(quirks), cast, 0));
  return heard;
};
