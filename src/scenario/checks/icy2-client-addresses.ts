/** The addresses that a source client sends: icy-url, icy-podcast-rss, icy-video-link, and accounts that are given so. */
import { utf8 } from '../../http/message.ts';
import { icyHeaders } from '../../icy/fields.ts';
import type { IcyHeader } from '../../icy/fields.ts';
import { hasWebScheme, isPercentEncoded, isPrivateAddress, isWebAddress } from '../../icy/web-address.ts';
import type { Exchange } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import { fieldPlace, ofFirst, quoted } from './client-select.ts';
import { notSent, sentValue } from './icy2-client-select.ts';

const always: readonly IcyHeader[] = ['icy-url', 'icy-podcast-rss', 'icy-video-link'];

/** Accounts are a handle or an address: what has `://` in it is meant as one. */
const sometimes: readonly IcyHeader[] = ['icy-social-twitter', 'icy-social-ig', 'icy-social-tiktok'];

interface Address {
  readonly header: IcyHeader;
  /** As it came, as latin1. */
  readonly value: string;
  readonly text: string;
}

const addressesIn = (exchange: Exchange): readonly Address[] =>
  icyHeaders.flatMap((header) => {
    const value = sentValue(exchange, header);
    if (value === undefined) return [];
    const isMeant = always.includes(header) || (sometimes.includes(header) && value.includes('://'));
    return isMeant ? [{ header, value, text: utf8(value) ?? value }] : [];
  });

const ofAddresses = (expected: string, right: (text: string) => boolean): Check =>
  ofFirst((first) => {
    const addresses = addressesIn(first);
    const wrong = addresses.find(({ text }) => !right(text));
    if (wrong !== undefined)
      return broken(expected, `${wrong.header}: ${quoted(wrong.value)}`, fieldPlace(first, wrong.header));
    return addresses.length === 0 ? notSent('address') : met(addresses.map(({ text }) => text).join(' '));
  });

/** Whatever the scheme, it is a URL with a host, as the URL Standard reads it. */
const hasHost = (text: string): boolean => {
  if (isWebAddress(text)) return true;
  return /^[a-z][a-z0-9+.-]*:\/\/[^/\\?#\s]/i.test(text) && URL.canParse(text);
};

export const validAddresses: Check = ofAddresses('a URL with a host', hasHost);
export const webSchemes: Check = ofAddresses('an address that begins with http:// or https://', hasWebScheme);
export const encodedAddresses: Check = ofAddresses('an address that is percent-encoded', isPercentEncoded);

const checked = ofAddresses('an address of the web', (text) => isWebAddress(text) && isPercentEncoded(text));

/** Addresses that were looked at before they were sent; of one that no stranger can reach is told. */
export const checkedAddresses: Check = (seen) => {
  const outcome = checked(seen);
  if (outcome.outcome !== 'met') return outcome;
  return ofFirst((first) => {
    const closed = addressesIn(first).find(({ text }) => isPrivateAddress(text));
    return closed === undefined
      ? outcome
      : noted(
          `${closed.header}: ${quoted(closed.value)}, an address that strangers cannot reach`,
          fieldPlace(first, closed.header),
        );
  })(seen);
};
