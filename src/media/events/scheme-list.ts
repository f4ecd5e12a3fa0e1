import { viewOf } from '../bytes.ts';
import type { Parsed } from '../codec/parsed.ts';
import { terminatedString } from './terminated-string.ts';

/** One scheme of which a track may carry events. */
export interface ListedScheme {
  readonly scheme_id_uri: string;
  readonly value: string;
  readonly atLeastOnce: boolean;
  /** Where it begins in the payload. */
  readonly at: number;
}

/** The schemes that the sample entry of an event message track names. */
export interface SchemeList {
  readonly version: number;
  readonly flags: number;
  readonly number_of_schemes: number;
  readonly schemes: readonly ListedScheme[];
  /** Whether events of schemes that are not listed may come too. */
  readonly otherSchemes: boolean;
}

// Two empty strings and a byte of flags.
const smallestScheme = 3;

/**
 * Reads the list of schemes of an event message track (`silb`; ISO/IEC 23001-18, 7.3) from the payload of its box,
 * which begins with version and flags. Broken where more schemes are declared than there are bytes for, where a
 * string is not ended inside the box or is not UTF-8, and where the list does not end with the box.
 */
export const parseSchemeList = (payload: Uint8Array): Parsed<SchemeList> => {
  if (payload.length < 9) return { broken: 'the box ends inside its fields', at: payload.length };
  const view = viewOf(payload);
  const word = view.getUint32(0);
  const count = view.getUint32(4);
  if (count * smallestScheme > payload.length - 9)
    return { broken: `the box has no room for the ${count} schemes that it declares`, at: 4 };
  const schemes: ListedScheme[] = [];
  let at = 8;
  for (let i = 0; i < count; i++) {
    const scheme = terminatedString(payload, at, 'scheme_id_uri');
    if ('broken' in scheme) return scheme;
    const value = terminatedString(payload, scheme.value.end, 'value');
    if ('broken' in value) return value;
    const flags = payload[value.value.end];
    if (flags === undefined) return { broken: 'the box ends inside a scheme', at: payload.length };
    schemes.push({ scheme_id_uri: scheme.value.text, value: value.value.text, atLeastOnce: flags !== 0, at });
    at = value.value.end + 1;
  }
  const other = payload[at];
  if (other === undefined) return { broken: 'the box ends before other_schemes_flag', at };
  if (at + 1 !== payload.length) return { broken: 'bytes stand behind the list of schemes', at: at + 1 };
  return {
    value: {
      version: word >>> 24,
      flags: word & 0xffffff,
      number_of_schemes: count,
      schemes,
      otherSchemes: other !== 0,
    },
  };
};
