/** Addresses of the web. Scheme, form and encoding are three demands (ICY2-URL-00 to 02), and so three functions. */
import { right, unusual, wrong } from './reading.ts';
import type { Grammar } from './reading.ts';

const parsed = (address: string): URL | undefined => {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
};

/** Whether it begins with `http://` or `https://`, in any case of letters (ICY2-URL-01). */
export const hasWebScheme = (address: string): boolean => /^https?:\/\//i.test(address);

/**
 * Whether it is an address of http or https with a host, as the URL Standard reads it (ICY2-URL-00). What that reads
 * only by mending it, like `https:example.com` or `http:///example.com`, is none.
 */
export const isWebAddress = (address: string): boolean =>
  /^https?:\/\/[^/\\?#\s]/i.test(address) && (parsed(address)?.hostname ?? '') !== '';

/**
 * Whether it has no character that RFC 3986 wants encoded, and no `%` but before two hexadecimal digits
 * (ICY2-URL-02). Brackets may stand around an IPv6 address only, and `#` once.
 */
export const isPercentEncoded = (address: string): boolean => {
  const rest = address.replace(/^([a-z][a-z0-9+.-]*:\/\/(?:[^/?#@[\]]*@)?)\[[0-9a-f:.]+\]/i, '$1');
  return /^(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*(?:#(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?$/.test(
    rest,
  );
};

/** Blocks of IPv4 that are not for the public Internet (RFC 6890), as the first address and the bits that count. */
const closedBlocks = (
  [
    [0, 0, 0, 8],
    [10, 0, 0, 8],
    [100, 64, 0, 10],
    [127, 0, 0, 8],
    [169, 254, 0, 16],
    [172, 16, 0, 12],
    [192, 0, 0, 24],
    [192, 0, 2, 24],
    [192, 168, 0, 16],
    [198, 18, 0, 15],
    [198, 51, 100, 24],
    [203, 0, 113, 24],
    [224, 0, 0, 3],
  ] as const
).map(([a, b, c, bits]) => ({ start: a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8, size: 2 ** (32 - bits) }));

const isClosedIpv4 = (address: number): boolean =>
  closedBlocks.some(({ start, size }) => address >= start && address < start + size);

/** The 8 groups of an address as the URL Standard writes it, in brackets. */
const ipv6Groups = (host: string): number[] => {
  const [before = '', after] = host.slice(1, -1).split('::');
  const numbers = (part: string) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  const [first, last] = [numbers(before), numbers(after ?? '')];
  return after === undefined
    ? first
    : [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
};

const isClosedIpv6 = (host: string): boolean => {
  const [a = 0, b = 0, ...rest] = ipv6Groups(host);
  const [f = 0, g = 0, h = 0] = rest.slice(-3);
  const leading = a === 0 && b === 0 && rest.slice(0, 3).every((group) => group === 0);
  if (leading && f === 0xffff) return isClosedIpv4(g * 2 ** 16 + h);
  if (leading && f === 0 && g === 0 && h <= 1) return true;
  return (a & 0xfe00) === 0xfc00 || (a & 0xffc0) === 0xfe80 || a >= 0xff00 || (a === 0x2001 && b === 0xdb8);
};

/** Names that the DNS of the Internet does not have (RFC 6761, 6762, 8375, 9476, and the one that ICANN keeps back). */
const closedName = /(?:^|\.)(?:localhost|local|internal|test|invalid|example|onion|alt|home\.arpa)$/;

/**
 * Whether the host of an address is one that nobody outside can reach: of this machine, of a private network, or of
 * none. It is false where there is no host to look at.
 */
export const isPrivateAddress = (address: string): boolean => {
  const host = (isWebAddress(address) ? parsed(address)?.hostname : undefined)?.replace(/\.$/, '') ?? '';
  if (host === '') return false;
  if (host.startsWith('[')) return isClosedIpv6(host);
  if (/^[0-9]+(?:\.[0-9]+){3}$/.test(host)) {
    return isClosedIpv4(host.split('.').reduce((sum, part) => sum * 256 + Number(part), 0));
  }
  return !host.includes('.') || closedName.test(host);
};

/** An address of http or https; one that needs encoding, or that carries a password, is unusual. */
export const webAddress: Grammar = (value) => {
  if (value === '') return wrong('empty');
  if (!hasWebScheme(value)) return wrong('no address that begins with http:// or https://');
  if (!isWebAddress(value)) return wrong('no address that the URL Standard can read');
  if (!isPercentEncoded(value)) return unusual('characters that have to be percent-encoded');
  const { username = '', password = '' } = parsed(value) ?? {};
  return username + password === ''
    ? right
    : unusual('credentials, told to everybody who reads the statistics');
};
