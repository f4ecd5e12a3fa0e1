/** Redundant sources: what their CMAF headers, and the parameter sets in their samples, have in common. */
import { differences, sameBytes } from '../model/normalised-header.ts';
import type { RedundantPair } from '../model/together.ts';
import { unequalPayloads } from '../model/grid-match.ts';
import { excluded, rule, type Broken, type Rule } from '../rule.ts';
import { asBroken, soundHeader } from './pairwise.ts';

const headersOf = ({ a, b }: RedundantPair) => {
  const [first, other] = [soundHeader(a), soundHeader(b)];
  return first === undefined || other === undefined ? undefined : ([first, other] as const);
};

/** Codings whose parameter sets stand in the samples. */
const inBand: ReadonlySet<string> = new Set(['avc3', 'avc4', 'hev1', 'dvav', 'dvhe']);

export const redHeaderRules = {
  'RED-001': rule('redundant pair', {
    says: 'Redundant sources send the same CMAF header, byte by byte.',
    decides: ['DI-FO-04'],
    check: (pair) => {
      const headers = headersOf(pair);
      if (headers === undefined || sameBytes(...headers) || differences(...headers).length > 0)
        return undefined;
      return {
        object: pair.b.name,
        says: 'the header means the same as that of the other source, but its bytes differ',
        ...(headers[1].moov === undefined ? {} : { box: headers[1].moov }),
        expected: `the header of ${pair.a.name}`,
      };
    },
  }),
  'RED-002': rule('redundant pair', {
    says: 'The CMAF headers of redundant sources differ in nothing that matters for decoding or grouping.',
    decides: ['DI-FO-04', 'DI-FO-06'],
    check: (pair) => {
      const headers = headersOf(pair);
      if (headers === undefined) return undefined;
      return differences(...headers).map((difference): Broken => ({
        object: pair.b.name,
        ...asBroken(difference),
        ...(difference.path.endsWith('/btrt') ? { as: 'warning' as const } : {}),
      }));
    },
  }),
  'RED-007': rule('redundant pair', {
    says: 'Parameter sets in the samples of redundant sources tell the same profile, level, size and colour.',
    decides: ['DI-FO-06'],
    unless: ['RED-002'],
    check: (pair) => {
      const { a, b } = pair;
      if (!inBand.has(a.trak?.original ?? '') || a.trak?.original !== b.trak?.original) return undefined;
      const { both, unequal } = unequalPayloads(a.grid, b.grid);
      const [first] = unequal;
      if (first === undefined) return undefined;
      return {
        object: b.name,
        says: 'the parameter sets in the samples tell other pictures than those of the other source',
        box: 'mdat',
        offset: b.grid.start(first[1]),
        expected: `those of ${a.name}`,
        actual: `others in ${String(unequal.length)} of ${String(both.length)} fragments`,
      };
    },
  }),
  'RED-011': excluded('the URL of a request is no part of its bytes: scenarios of failover judge it', {
    says: 'A source that takes over uses the URLs of the one that failed.',
    decides: ['DI-FO-03'],
  }),
} satisfies Record<string, Rule>;
