/**
 * icy-auth-token, which nobody but the server may learn, and which opens nothing unless the server itself made it. Each
 * scenario has a canary of its own, so that pages which show all mount points tell one from another.
 */
import { accepted, refused, survived } from '../../../src/scenario/checks/answers.ts';
import {
  canary,
  keptFromAdministrator,
  keptFromListeners,
  keptFromPages,
} from '../../../src/scenario/checks/icy2-conduct-token.ts';
import { silent, under } from '../../../src/scenario/combine.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { on } from '../../../src/scenario/select.ts';
import { awaitFinal, endOf, finish, frames, hears, join, source } from '../../../src/scenario/stimulus.ts';
import type { Identity, Step } from '../../../src/scenario/stimulus.ts';
import { asking, icy2, lookedAt, pagesForPeople, statsPage, statusPage } from './steps.ts';

const tokens = {
  listeners: canary('8f1c5a0be2474d7396b1c07de85f243a'),
  statistics: canary('3d90e7b6145c4fa28b3e6f51d20a97c4'),
  pages: canary('b27f60a9c85e43d1a4f6093b7ec1582d'),
  administrator: canary('614ad8c3f70b4e959c2e81d7a35f06b9'),
  beside: canary('e05b3297ad6c48f18d74b9c6201fe35a'),
  alone: canary('97c2f4e18b604a3db5d7013a6fe8c952'),
  wrongPassword: canary('4ab8d6091f7e4c52a3c90e75b1d2f68e'),
} as const;

/** Odd tokens do no harm: neither word nor token, a token without its word, bytes that stand in no token. */
const oddTokens = ['Bearer', 'token', 'Bearer a b "c" {d}', `Bearer ${'x'.repeat(600)}`] as const;

const withToken = (token: string, as: Identity = 'owner') => icy2({ 'icy-auth-token': token }, { as });

/** A source that has nothing but this to show; where it is taken, it streams. */
const turnedAway = (token: string, as: Identity): Step[] => [
  ...source(withToken(token, as)),
  frames(20),
  awaitFinal(),
];

const enough = 20_000;

/** Sources with odd tokens and the right credentials, one after the other on the mount point. */
const oddOnes: readonly Step[] = oddTokens.flatMap((odd, index): Step[] => [
  { do: 'insist', conn: `odd-${String(index)}`, plan: withToken(odd), until: 'accepted', within: 'join' },
  frames(8, `odd-${String(index)}`),
  endOf('close', `odd-${String(index)}`),
]);

export const token = suite('icy2/token', {
  'kept-from-listeners': {
    title: 'a source with a token, one listener who asks for metadata, and one who does not',
    needs: ['listeners'],
    send: [
      ...source(withToken(tokens.listeners)),
      frames(40),
      join('listener'),
      join('listener-with-metadata', asking),
      frames(80),
      hears(enough),
      hears(enough, 'listener-with-metadata'),
      frames(4),
      finish(),
      awaitFinal(),
    ],
    expect: {
      'ICY2-STATS-token-leak': keptFromListeners(tokens.listeners, 'listener', 'listener-with-metadata'),
    },
  },
  'kept-from-statistics': {
    title: 'a source with a token, and the public statistics',
    needs: ['statistics'],
    send: lookedAt(withToken(tokens.statistics), statusPage),
    expect: { 'ICY2-STATS-token-leak': keptFromPages(tokens.statistics, 'status') },
  },
  'kept-from-pages': {
    title: 'a source with a token, and the pages that a server has for people',
    send: lookedAt(withToken(tokens.pages), statusPage, ...pagesForPeople),
    expect: { 'ICY2-STATS-token-leak': keptFromPages(tokens.pages, '/status.xsl', '/7.html') },
  },
  'kept-from-the-administrator': {
    title: 'a source with a token, and the statistics of the administrator',
    needs: ['admin'],
    send: lookedAt(withToken(tokens.administrator), statsPage),
    expect: { 'ICY2-STATS-token-leak': keptFromAdministrator(tokens.administrator) },
  },
  'beside-credentials': {
    title: 'a source with the right credentials, and a token that the server need not know',
    send: [...source(withToken(tokens.beside)), frames(20), endOf('close')],
    expect: { 'ICY2-FIELD-icy-auth-token': [survived, silent(accepted)] },
  },
  'odd-values': {
    title: 'sources with the right credentials, and with tokens that are none',
    send: [...oddOnes],
    expect: {
      'ICY2-FIELD-icy-auth-token': oddTokens.map((_, index) => on(`odd-${String(index)}`, survived)),
    },
  },
  'unknown-token-alone': {
    title: 'a source without credentials, with a token that the server does not know',
    send: turnedAway(tokens.alone, 'nobody'),
    expect: { 'ICY2-SEC-AUTH-1': refused, 'ICY2-SEC-AUTH-2': under('E-ICY-17', refused) },
  },
  'unknown-token-with-a-wrong-password': {
    title: 'a source with a wrong password, and with a token that the server does not know',
    send: turnedAway(tokens.wrongPassword, 'stranger'),
    expect: { 'ICY2-SEC-AUTH-1': refused, 'ICY2-SEC-AUTH-2': under('E-ICY-17', refused) },
  },
  'right-token-alone': {
    title: 'a source without credentials, with the token of the mount point',
    needs: ['checksTokens'],
    send: [...source(withToken('Bearer {token}', 'nobody')), frames(20), endOf('close')],
    expect: { 'ICY2-SEC-AUTH-2': accepted },
  },
  'token-of-another-mount': {
    title: 'a source without credentials, with the token of another mount point than its own',
    needs: ['checksTokens'],
    send: [
      ...source({ ...withToken('Bearer {token}', 'nobody'), target: '{mount}-of-another' }),
      frames(20),
      awaitFinal(),
    ],
    expect: { 'ICY2-SEC-TOK-4': refused },
  },
});
