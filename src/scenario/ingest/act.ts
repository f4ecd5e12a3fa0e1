/**
 * What our receiving entity does to an ingest source under test, as data: a list of acts, played in order. Between
 * them, and when none is left, it behaves as a receiving entity should: it takes what has the right credentials,
 * reads it, answers 200 at the end of each request, 403 to wrong or no credentials, and 412 to a fragment of a track
 * whose CMAF header it has not had.
 *
 * Of interface 2 it is a store: it takes objects that are PUT or POSTed, answers 201 to new ones and 200 to others,
 * deletes what it has, and shows it to whoever reads.
 *
 * An act is about one track, by default the first that comes (by its path, or by its header where all tracks have one
 * path), so that what becomes of the others can be seen too.
 */
import type { DelayName } from '../timing.ts';

/**
 * When an act is due. Fragments of the track are counted from the act before, or the beginning; each moof with its mdat
 * is one, so the chunks of a low-latency source count one by one.
 */
export type When =
  /** The head of a request has been read, and nothing of its body. */
  | { readonly at: 'request' }
  /** A whole CMAF header has come. */
  | { readonly at: 'header' }
  /** The n-th fragment, from 1, has come whole; or, with `cut`, its moof and not yet all of its mdat. */
  | { readonly at: 'fragment'; readonly number: number; readonly cut?: boolean }
  /** A request that brought a whole fragment is at its end, and was not answered before. */
  | { readonly at: 'end' }
  /**
   * An object of interface 2 is uploaded: the n-th of its kind, from 1, since the act before or the beginning. Of media
   * only those of the first rendition count, and an object that is sent again counts once; of manifests every upload
   * counts. It is due when the head of the request has been read, with credentials that let it in, inside its body, or
   * at its end and not answered yet. What an act is repeated at (`times`) is every further upload of the kind, be it
   * sent again or new.
   */
  | {
      readonly at: 'object';
      readonly kind: ObjectKind;
      readonly number: number;
      readonly part: 'head' | 'inside' | 'end';
    }
  /** The head of a DELETE has been read. */
  | { readonly at: 'removal' };

/** What an object of interface 2 is: by its content where that is there, and by its path before. */
export type ObjectKind = 'manifest' | 'header' | 'media' | 'key' | 'any';

export type Deed =
  /** Answers at once, and closes the connection once the source has been heard out, or keeps it. */
  | {
      readonly do: 'answer';
      readonly status: number;
      /** `{origin}` is our address, `{other-origin}` that of another listener, `{path}` the path of the request. */
      readonly fields?: readonly (readonly [name: string, value: string])[];
      readonly closes: boolean;
      /** How late it comes; at once where absent. */
      readonly after?: DelayName;
    }
  /** Sends RST, or FIN. */
  | { readonly do: 'reset' }
  | { readonly do: 'close' }
  /** Reads no more, for so long or for good. */
  | { readonly do: 'stall'; readonly resumeAfter?: DelayName }
  /** Reads on, and never answers this request. */
  | { readonly do: 'silence' }
  /** Reads so slowly from now on: a share of the rate at which the media plays. */
  | { readonly do: 'slow'; readonly rate: number }
  /** Resets every connection; the port is closed for so long. What was received before is remembered. */
  | { readonly do: 'outage'; readonly for: DelayName }
  /** Resets every connection and forgets every header, as a process that is killed and started again. */
  | { readonly do: 'restart'; readonly after: DelayName }
  /** Nobody answers SYN any more for so long; connections that are open are reset. */
  | { readonly do: 'black-hole'; readonly for: DelayName }
  /** Moves to the second address: the first is closed, its connections are reset, the name server tells the second. */
  | { readonly do: 'move' }
  /** Kills the first instance of the source, and starts the second where there is one. */
  | { readonly do: 'kill-source' };

export interface Act {
  readonly when: When;
  readonly deed: Deed;
  /** How often, one occasion after the other; once where absent. */
  readonly times?: number | 'always';
  readonly of?: 'first-track' | 'every-track';
  /** Of interface 2: the further occasions are uploads of the same path again; other objects are taken meanwhile. */
  readonly sticks?: boolean;
  /** The act is over once so many further media objects of the first rendition were taken. */
  readonly heals?: number;
}

/** When the scenario has seen enough of the source. It always has once the source has gone for good. */
export type IngestUntil =
  /** So many fragments of the first track after the last act, or nothing further from the source during the delay. */
  | { readonly fragments: number; readonly orQuietFor: DelayName }
  /** So many seconds of media of the first track, all acts played, or nothing further from the source. */
  | { readonly media: number; readonly orQuietFor: DelayName }
  /** So many requests after the last act, or none further during the delay. */
  | { readonly requests: number; readonly orQuietFor: DelayName }
  /** So many further media objects of the first rendition taken (interface 2), or nothing further from the source. */
  | { readonly objects: number; readonly orQuietFor: DelayName }
  /** The delay has passed since the first request. */
  | { readonly window: DelayName }
  /** So many fragments, or media objects, of the first track, then we ask the source to end, and wait until it has. */
  | { readonly stopAfter: number };

/** How the source reaches us. */
export interface Reception {
  /** Over TLS. */
  readonly tls?: {
    readonly min?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
    readonly max?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
    /** What our certificate is like; one that the source can trust where absent. */
    readonly certificate?: 'good' | 'self-signed' | 'expired' | 'other-name';
    /** We ask for a certificate of the source, and let in whoever shows a trusted one. */
    readonly demandsCertificate?: boolean;
    /** One suite by its OpenSSL name, where the source must do with it. */
    readonly cipher?: string;
  };
  /** Where we listen: 127.0.0.1, ::1, or a name that only our own name server knows. */
  readonly address?: 'ipv4' | 'ipv6' | NamePlan;
  /** Whether credentials are demanded (403 without), asked for by 401 and a challenge, or not looked at; see receptionOf. */
  readonly credentials?: 'demanded' | 'challenged' | 'ignored';
}

/**
 * How a source is received where its scenario does not say: it is asked for its credentials by a challenge, which
 * serves those that show them at once as well as those that wait to be asked (E-DI-04). Nobody asks a source that has
 * none, as in a data centre of its own.
 */
export const receptionOf = (reception: Reception | undefined, hasCredentials: boolean): Reception => ({
  credentials: hasCredentials ? 'challenged' : 'ignored',
  ...reception,
});

/** What our name server says of `ingest.test`. */
export interface NamePlan {
  /** Seconds. */
  readonly ttl: number;
  /** Addresses told at first, and after the act `move`: where we listen, where we listen after it, or nobody does. */
  readonly first: readonly ('here' | 'dead')[];
  readonly moved?: readonly ('here' | 'there' | 'dead')[];
  /** The record types that are answered; the others get an empty answer. */
  readonly family?: 'ipv4' | 'ipv6' | 'both';
}

export const after = (number: number): When => ({ at: 'fragment', number });
export const inside = (number: number): When => ({ at: 'fragment', number, cut: true });
export const atRequest: When = { at: 'request' };
export const atHeader: When = { at: 'header' };
export const onObject = (
  kind: ObjectKind,
  number: number,
  part: 'head' | 'inside' | 'end' = 'end',
): When => ({ at: 'object', kind, number, part });

export const answer = (
  status: number,
  fields: (Deed & { do: 'answer' })['fields'] = [],
  closes = true,
): Deed => ({ do: 'answer', status, fields, closes });

/** How the step of the trace says that an act is played; `{…}` of a deed are told by its own events. */
export const deedWords = (deed: Deed): string => {
  switch (deed.do) {
    case 'answer':
      return `answers ${String(deed.status)}`;
    case 'reset':
      return 'resets the connection';
    case 'close':
      return 'closes the connection';
    case 'stall':
      return deed.resumeAfter === undefined ? 'reads no more' : 'reads no more for a while';
    case 'silence':
      return 'reads on and never answers';
    case 'slow':
      return 'reads slowly';
    case 'outage':
      return 'resets every connection, and refuses new ones';
    case 'restart':
      return 'is killed, and starts again';
    case 'black-hole':
      return 'resets every connection, and answers no SYN';
    case 'move':
      return 'moves to another address';
    case 'kill-source':
      return 'kills the source';
  }
};

const whenWords = (when: When): string => {
  switch (when.at) {
    case 'request':
      return 'at the head of a request';
    case 'header':
      return 'after the CMAF header';
    case 'fragment':
      return `${when.cut === true ? 'inside' : 'after'} fragment ${String(when.number)}`;
    case 'end':
      return 'at the end of a request';
    case 'object': {
      const part = when.part === 'head' ? 'at the head' : when.part === 'inside' ? 'inside' : 'at the end';
      const kind = { any: 'object', media: 'media object', header: 'CMAF header' }[when.kind as string];
      return `${part} of ${kind ?? when.kind} ${String(when.number)}`.replace('inside of', 'inside');
    }
    case 'removal':
      return 'at a DELETE';
  }
};

/** An act in a few words. */
export const actWords = ({ when, deed, times, of, sticks, heals }: Act): string => {
  const how =
    times === undefined || times === 1 ? '' : times === 'always' ? ', always' : `, ${String(times)} times`;
  const again = sticks === true && how !== '' ? ', when it is sent again' : '';
  const until = heals === undefined ? '' : `, until ${counted(heals, 'further media object')} came`;
  const often = `${how}${again}${until}`;
  return `${whenWords(when)}${of === 'every-track' ? ' of each track' : ''}: ${deedWords(deed)}${often}`;
};

const counted = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;

/** What is waited for, as a noun phrase. */
export const ingestUntilWords = (until: IngestUntil): string => {
  if ('fragments' in until) return `${counted(until.fragments, 'further fragment')}, or silence`;
  if ('media' in until) return `${String(until.media)} s of media, or silence`;
  if ('requests' in until) return `${counted(until.requests, 'further request')}, or silence`;
  if ('objects' in until) return `${counted(until.objects, 'further media object')}, or silence`;
  if ('window' in until) return 'a request, and the time to watch it';
  return `${String(until.stopAfter)} fragments or media objects, and the end of the source when asked`;
};

/** The step that says that something is over: the port is open again, a restart is done. */
export const backAgain = 'takes connections again';

/** How the step begins that says that this machine cannot do as a black hole does, and why; the port is closed instead. */
export const noBlackHole = 'cannot leave SYN unanswered';
