/** Reads what a client offers in its TLS ClientHello (RFC 8446, section 4.1.2), before TLS itself does. */
import type { Hello } from '../trace/event.ts';
import { suiteNames } from './cipher-suites.ts';

/** What was offered, as the trace has it. */
export type HelloFacts = Omit<Hello, 'event' | 'at' | 'conn'>;

/** No ClientHello that is longer than this, with the heads of its records, is read. */
export const longestHello = 16 * 1024;

/** No list of it is told further than this. */
const longestList = 256;

const versionNames: Readonly<Record<number, string>> = {
  0x0304: 'TLSv1.3',
  0x0303: 'TLSv1.2',
  0x0302: 'TLSv1.1',
  0x0301: 'TLSv1',
  0x0300: 'SSLv3',
};

/** RFC 8446, section 4.2.7; RFC 8422, section 5.1.1; draft-ietf-tls-ecdhe-mlkem. */
const groupNames: Readonly<Record<number, string>> = {
  0x0016: 'secp256k1',
  0x0017: 'secp256r1',
  0x0018: 'secp384r1',
  0x0019: 'secp521r1',
  0x001d: 'x25519',
  0x001e: 'x448',
  0x0100: 'ffdhe2048',
  0x0101: 'ffdhe3072',
  0x0102: 'ffdhe4096',
  0x0103: 'ffdhe6144',
  0x0104: 'ffdhe8192',
  0x11eb: 'SecP256r1MLKEM768',
  0x11ec: 'X25519MLKEM768',
};

const extension = { serverName: 0, groups: 10, alpn: 16, versions: 43 } as const;

const named = (names: Readonly<Record<number, string>>, number: number): string =>
  names[number] ?? `0x${number.toString(16).padStart(4, '0')}`;

/** Big-endian; bytes that are not there count as 0, and whoever asks has looked whether they are. */
const uint = (bytes: Uint8Array, at: number, size: number): number => {
  let value = 0;
  for (let index = at; index < at + size; index += 1) value = value * 256 + (bytes[index] ?? 0);
  return value;
};

/** A vector of TLS: its length in so many bytes, and what follows; `undefined` where it overruns. */
const vector = (bytes: Uint8Array, at: number, size: number): Uint8Array | undefined => {
  const from = at + size;
  const length = uint(bytes, at, size);
  return from + length <= bytes.length ? bytes.subarray(from, from + length) : undefined;
};

const pairs = (bytes: Uint8Array, names: Readonly<Record<number, string>>): string[] =>
  Array.from({ length: Math.min(bytes.length >> 1, longestList) }, (_, index) =>
    named(names, uint(bytes, index * 2, 2)),
  );

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, 255));

const serverNameOf = (bytes: Uint8Array): string | undefined => {
  const list = vector(bytes, 0, 2);
  // A host name is the only kind that there is (RFC 6066, section 3).
  const name = list?.[0] === 0 ? vector(list, 1, 2) : undefined;
  return name === undefined ? undefined : latin1(name);
};

const protocolsOf = (bytes: Uint8Array): string[] => {
  const list = vector(bytes, 0, 2) ?? new Uint8Array(0);
  const names: string[] = [];
  for (let at = 0; at < list.length && names.length < longestList;) {
    const name = vector(list, at, 1);
    if (name === undefined) break;
    names.push(latin1(name));
    at += 1 + name.length;
  }
  return names;
};

/** The first extension of each type. */
const extensionsOf = (bytes: Uint8Array): ReadonlyMap<number, Uint8Array> => {
  const found = new Map<number, Uint8Array>();
  for (let at = 0; at + 4 <= bytes.length;) {
    const type = uint(bytes, at, 2);
    const body = vector(bytes, at + 2, 2);
    if (body === undefined) break;
    if (!found.has(type)) found.set(type, body);
    at += 4 + body.length;
  }
  return found;
};

/** The body of the message: version, random, session, suites, compression, extensions. */
const factsOf = (body: Uint8Array): HelloFacts | undefined => {
  if (body.length < 35) return undefined;
  const session = vector(body, 34, 1);
  if (session === undefined) return undefined;
  const suitesAt = 35 + session.length;
  const suites = vector(body, suitesAt, 2);
  if (suites === undefined) return undefined;
  const compressionAt = suitesAt + 2 + suites.length;
  const compression = vector(body, compressionAt, 1);
  if (compression === undefined) return undefined;
  const extensions = extensionsOf(
    vector(body, compressionAt + 1 + compression.length, 2) ?? new Uint8Array(0),
  );
  const versions = extensions.get(extension.versions);
  const groups = extensions.get(extension.groups);
  const name = serverNameOf(extensions.get(extension.serverName) ?? new Uint8Array(0));
  return {
    versions: pairs(
      versions === undefined ? body.subarray(0, 2) : (vector(versions, 0, 1) ?? new Uint8Array(0)),
      versionNames,
    ),
    ciphers: pairs(suites, suiteNames),
    groups: pairs((groups && vector(groups, 0, 2)) ?? new Uint8Array(0), groupNames),
    ...(name === undefined ? {} : { serverName: name }),
    alpn: protocolsOf(extensions.get(extension.alpn) ?? new Uint8Array(0)),
  };
};

/** What came so far: a hello; so many bytes that are needed at least to say more; or no hello at all. */
export type ReadHello =
  | { readonly is: 'hello'; readonly hello: HelloFacts }
  | { readonly is: 'cut'; readonly needed: number }
  | { readonly is: 'none' };

const none: ReadHello = { is: 'none' };

interface Handshake {
  /** What the records hold, one after the other. */
  readonly content: Uint8Array;
  /** How many bytes must have come for there to be more of it. */
  readonly next: number;
}

/** Puts the handshake records (RFC 8446, section 5.1) from the beginning together. */
const handshakeOf = (bytes: Uint8Array): Handshake => {
  const content = new Uint8Array(bytes.length);
  let length = 0;
  let at = 0;
  const upTo = (next: number): Handshake => ({ content: content.subarray(0, length), next });
  while (at < bytes.length) {
    const isHandshake = bytes[at] === 22 && (at + 1 === bytes.length || bytes[at + 1] === 3);
    if (!isHandshake) return upTo(Infinity);
    if (at + 5 > bytes.length) return upTo(at + 6);
    const size = uint(bytes, at + 3, 2);
    // A record of nothing is no part of a handshake.
    if (size === 0) return upTo(Infinity);
    const record = bytes.subarray(at + 5, at + 5 + size);
    content.set(record, length);
    length += record.length;
    at += 5 + size;
  }
  return upTo(at > bytes.length ? at : at + 6);
};

/**
 * Reads the first bytes of a connection; call it again with all of them once there are as many as it needs. Whatever
 * they are it does not throw, and says `none` where more than `longestHello` would be needed.
 */
export const readClientHello = (bytes: Uint8Array): ReadHello => {
  const { content, next } = handshakeOf(bytes.subarray(0, longestHello));
  const cut: ReadHello = next > longestHello ? none : { is: 'cut', needed: next };
  if (content.length > 0 && content[0] !== 1) return none;
  const body = content.length < 4 ? undefined : vector(content, 1, 3);
  if (body === undefined) return cut;
  const hello = factsOf(body);
  return hello === undefined ? none : { is: 'hello', hello };
};
