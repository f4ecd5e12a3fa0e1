/** What the objects of a source are, as far as acts ask: their kinds, and the first rendition among them. */
import { ascii, has } from '../../media/bytes.ts';
import { ingestReader } from '../../media/ingest/ingest-reader.ts';
import { sniffObject } from '../../manifest/sniff.ts';
import type { ObjectKind } from '../../scenario/ingest/act.ts';
import { extensionOf } from '../../scenario/ingest/object-step.ts';
import type { BodyReader } from './body-reader.ts';

/** A kind that an object is of; acts may be about any. */
export type Kind = Exclude<ObjectKind, 'any'>;

/** What an object seems to be by its path, when nothing of it has come. */
export const kindByPath = (path: string): Kind => {
  const extension = extensionOf(path);
  if (extension === '.mpd' || extension === '.m3u8') return 'manifest';
  if (extension === '.key') return 'key';
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /\.(?:init|header)$/i.test(name) || /init|header/i.test(name) ? 'header' : 'media';
};

/** The last run of digits of a path, before its extension. */
const counted = /^(.*?)(\d+)(\.[A-Za-z][A-Za-z0-9]*)?$/s;

/** A digest or the like: it ends with a digit by chance. */
const isDigest = (name: string): boolean => /^[0-9a-f]{16,}$/i.test(name) && /[a-f]/i.test(name);

/**
 * Which rendition a media object is of: its path without the number at its end; where it has none, all objects of its
 * folder with its extension.
 */
export const renditionOf = (path: string): string => {
  const extension = extensionOf(path);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const [, stem] = counted.exec(path) ?? [];
  const name = path.slice(folder.length, path.length - extension.length);
  return stem === undefined || isDigest(name) ? `${folder}*${extension}` : `${stem}*${extension}`;
};

/** How much of an object is held to tell what it is, in bytes. */
const mostHeld = 4096;

/** The length of a key of AES-128 (RFC 8216, 4.3.2.4). */
const keyBytes = 16;

/** How much of an object has to be there to tell what it is, in bytes: a box with its brand, the first tag. */
const enough = 16;

export interface KindReader extends BodyReader {
  /** Whether there is enough of it to tell what it is. */
  isTold(): boolean;
  /** What it is by what has come of it, and by its path where that tells nothing. */
  kind(): Kind;
}

/** Tells what an object is as its bytes come, its content coding undone. */
export const kindReader = (path: string): KindReader => {
  const prefix = new Uint8Array(mostHeld);
  let length = 0;
  let held = 0;
  let boxes: ReturnType<typeof ingestReader> | undefined;
  const seen = (): Uint8Array => prefix.subarray(0, held);
  const isBoxes = (): boolean => sniffObject(seen()) === 'isobmff';

  const ofBoxes = (): Kind => {
    if ((boxes?.begun.fragment ?? 0) > 0) return 'media';
    // Whatever follows `ftyp` is to be a header, until a fragment shows that it is not that alone.
    return has(seen(), 4, ascii('ftyp')) || (boxes?.begun.header ?? 0) > 0 ? 'header' : 'media';
  };
  return {
    push: (bytes) => {
      const before = held;
      if (held < mostHeld) {
        const taken = bytes.subarray(0, mostHeld - held);
        prefix.set(taken, held);
        held += taken.length;
      }
      length += bytes.length;
      if (boxes !== undefined) boxes.push(bytes);
      else if (before < enough && held >= enough && isBoxes()) {
        boxes = ingestReader({ ends: () => undefined });
        boxes.push(seen());
        boxes.push(bytes.subarray(held - before));
      }
    },
    end: (complete) => boxes?.end(complete),
    isTold: () => held >= enough,
    kind: () => {
      const byPath = kindByPath(path);
      switch (sniffObject(seen())) {
        case 'mpd':
        case 'm3u8':
          return 'manifest';
        case 'ts':
          return 'media';
        case 'isobmff':
          return ofBoxes();
        case 'unknown':
          break;
      }
      // Segments may be encrypted as a whole, so that only their paths tell.
      return length === keyBytes && byPath === 'media' ? 'key' : byPath;
    },
  };
};
