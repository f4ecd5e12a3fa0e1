/**
 * More than servers of this family hold: 32 lines with the request line, or 48, within 4096 bytes (E-ICY-22). They must
 * bear it; what they drop is recorded.
 */
import { accepted, survived } from '../../../src/scenario/checks/answers.ts';
import { carried } from '../../../src/scenario/checks/icy2-conduct-published.ts';
import { silent, under } from '../../../src/scenario/combine.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { ServerScenario } from '../../../src/scenario/scenario.ts';
import { endOf, frames, source } from '../../../src/scenario/stimulus.ts';
import { everyField } from './every-field.ts';
import { expectationFirst, icy2, lookedAt, minimal, statistics } from './steps.ts';

const unknown = (count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`icy-x-ingestspec-${String(index + 1)}`, 'nothing']),
  );

/** Lines of a request of ours that are none of ICY: the request line, Host, Authorization and the like. */
const otherLines = 7;
const minimalLines = Object.keys(minimal).length;

/** Unknown fields before those that matter, so that whatever is dropped at the end is missed. */
const unknownFirst = (lines: number): Readonly<Record<string, string>> => ({
  ...unknown(lines - otherLines - minimalLines),
  ...minimal,
});

const manyLines = (lines: number): ServerScenario => ({
  title: `a head of ${String(lines)} lines, most of them fields that nobody knows, before those that somebody does`,
  needs: ['statistics'],
  send: lookedAt(expectationFirst(icy2({}, { fields: Object.entries(unknownFirst(lines)) })), ...statistics),
  expect: {
    'ICY2-BC-1': [
      under('E-ICY-22', survived),
      silent(accepted),
      silent(carried({ 'icy-name': minimal['icy-name'] })),
    ],
  },
});

const long = (length: number, beginning: string): string =>
  `${beginning} ${'lorem ipsum dolor '.repeat(Math.ceil(length / 18))}`.slice(0, length).trimEnd();

/** Some 5 kB of values, none of them longer than a server may cut. */
const longTogether = {
  'icy-name': long(240, 'Name:'),
  ...Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`icy-x-ingestspec-${String(index + 1)}`, long(220, 'Filler:')]),
  ),
  'icy-video-title': long(240, 'Title:'),
};

const longValues = {
  'icy-name': long(1500, 'Name:'),
  'icy-video-title': long(1500, 'Title:'),
};

export const limits = suite('icy2/limits', {
  '32-lines': manyLines(32),
  '48-lines': manyLines(48),
  '67-lines': manyLines(67),
  'credentials-last': {
    title: 'every field of the document, and the credentials after them all',
    send: [
      ...source(expectationFirst(icy2(everyField, { authorizationAt: 'last' }))),
      frames(20),
      endOf('close'),
    ],
    expect: { 'ICY2-BC-1': [under('E-ICY-22', survived), silent(accepted)] },
  },
  'credentials-first': {
    title: 'every field of the document, after the credentials, and what of it is published',
    needs: ['icy2', 'statistics'],
    send: lookedAt(expectationFirst(icy2(everyField)), ...statistics),
    expect: { 'ICY2-BC-1': [under('E-ICY-22', survived), silent(carried(everyField))] },
  },
  'more-than-4096-bytes': {
    title: 'a head of more than 4096 bytes, in lines of moderate length',
    send: [...source(icy2(longTogether)), frames(20), endOf('close')],
    expect: { 'ICY2-REF-01': under('E-ICY-22', survived) },
  },
  'long-values': {
    title: 'values of 1500 bytes, and what of them is published',
    needs: ['icy2', 'statistics'],
    send: lookedAt(icy2(longValues), ...statistics),
    expect: { 'ICY2-REF-01': [under('E-ICY-22', survived), silent(carried(longValues))] },
  },
});
