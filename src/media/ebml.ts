/** The header of an EBML element (RFC 8794, section 3). */
export interface EbmlElement {
  readonly id: number;
  readonly offset: number;
  readonly start: number;
  /** Undefined where the size is unknown (RFC 8794, 6.2). */
  readonly end: number | undefined;
}

const unsignedAt = (bytes: Uint8Array, offset: number, length: number): number => {
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 256 + (bytes[offset + i] ?? 0);
  return value;
};

/** The number that these bytes make, the most significant first. */
export const unsigned = (
  bytes: Uint8Array,
  { start, end = start }: Pick<EbmlElement, 'start' | 'end'>,
): number => unsignedAt(bytes, start, end - start);

/** The length of a variable-size integer by its first byte (RFC 8794, section 4); 9 where there is none. */
export const vintLength = (first: number): number => Math.clz32(first << 24) + 1;

/** The element here; `cut` where the bytes end within its header, undefined where there is none. */
export const elementAt = (bytes: Uint8Array, offset: number): EbmlElement | 'cut' | undefined => {
  const idLength = vintLength(bytes[offset] ?? 0xff);
  if (idLength > 4) return undefined;
  const sizeAt = offset + idLength;
  const first = bytes[sizeAt];
  if (first === undefined) return 'cut';
  const sizeLength = vintLength(first);
  if (sizeLength > 8) return undefined;
  const start = sizeAt + sizeLength;
  if (start > bytes.length) return 'cut';
  // The marker goes first: with it, eight bytes would exceed what a number holds exactly.
  const marker = 2 ** (8 - sizeLength);
  const size = (first - marker) * 256 ** (sizeLength - 1) + unsignedAt(bytes, sizeAt + 1, sizeLength - 1);
  const isUnknown = size >= 2 ** (7 * sizeLength) - 1;
  return {
    id: unsignedAt(bytes, offset, idLength),
    offset,
    start,
    end: isUnknown ? undefined : start + size,
  };
};
