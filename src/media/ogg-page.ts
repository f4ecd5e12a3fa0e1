import { ascii, has, viewOf } from './bytes.ts';
import { oggCrcStep } from './crc.ts';

const capturePattern = ascii('OggS');
const withoutChecksum = new Uint8Array(4);

/** A page of an Ogg stream (RFC 3533, section 6). */
export interface OggPage {
  readonly offset: number;
  readonly end: number;
  readonly beginsStream: boolean;
  /** Undefined where no packet ends on the page. */
  readonly granule: number | undefined;
  readonly serial: number;
  readonly sequence: number;
  readonly body: Uint8Array;
}

/** Whether a page begins here, as far as its capture pattern and version tell. */
export const isPage = (bytes: Uint8Array, offset: number): boolean =>
  has(bytes, offset, capturePattern) && (bytes[offset + 4] ?? 0) === 0;

/** Where the next page begins, at or after `from`; without one, where the bytes end. */
export const nextPage = (bytes: Uint8Array, from: number): number => {
  let at = bytes.indexOf(0x4f, from);
  while (at !== -1 && !isPage(bytes, at)) at = bytes.indexOf(0x4f, at + 1);
  return at === -1 ? bytes.length : at;
};

/** The page whose header is here, if all of the header is; its body may be cut. */
export const pageAt = (bytes: Uint8Array, offset: number): OggPage | undefined => {
  const segments = bytes[offset + 26];
  if (segments === undefined || offset + 27 + segments > bytes.length) return undefined;
  const view = viewOf(bytes);
  const bodyStart = offset + 27 + segments;
  const end = bytes.subarray(offset + 27, bodyStart).reduce((sum, lacing) => sum + lacing, bodyStart);
  const granule = view.getBigInt64(offset + 6, true);
  return {
    offset,
    end,
    beginsStream: ((bytes[offset + 5] ?? 0) & 2) !== 0,
    granule: granule < 0n ? undefined : Number(granule),
    serial: view.getUint32(offset + 14, true),
    sequence: view.getUint32(offset + 18, true),
    body: bytes.subarray(bodyStart, end),
  };
};

/** Whether the checksum of a page is right; it counts its own field as zero. */
export const isIntact = (bytes: Uint8Array, { offset, end }: OggPage): boolean => {
  const before = bytes.subarray(offset, offset + 22).reduce(oggCrcStep, 0);
  const across = withoutChecksum.reduce(oggCrcStep, before);
  return (
    bytes.subarray(offset + 26, end).reduce(oggCrcStep, across) === viewOf(bytes).getUint32(offset + 22, true)
  );
};
