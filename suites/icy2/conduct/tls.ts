/** Sources over TLS: taken like any other, and read like any other. */
import { takenOverTls } from '../../../src/scenario/checks/icy2-conduct-answers.ts';
import { carried } from '../../../src/scenario/checks/icy2-conduct-published.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { endOf, frames, source } from '../../../src/scenario/stimulus.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';
import { icy2, lookedAt, minimal, statistics } from './steps.ts';

/** The connection of the source is made over TLS, whatever the address of the target says. */
export const secured: Step = { do: 'connect', conn: 'source', how: { tls: {} } };

const fields = {
  'icy-station-id': minimal['icy-station-id'],
  'icy-name': minimal['icy-name'],
  'icy-podcast-host': 'Host on the wire',
  'icy-geo-region': 'GLOBAL',
} as const;

export const tls = suite('icy2/tls', {
  'source-over-tls': {
    title: 'an ICY2 source over TLS',
    needs: ['https'],
    send: [secured, ...source(icy2()), frames(20), endOf('close')],
    expect: { 'ICY2-SEC-TLS-1': takenOverTls },
  },
  'fields-over-tls': {
    title: 'the fields of a source that comes over TLS',
    needs: ['icy2', 'statistics', 'https'],
    send: [secured, ...lookedAt(icy2(fields), ...statistics)],
    expect: { 'ICY2-PRIN-3': carried(fields) },
  },
  'fields-over-plain-http': {
    title: 'the fields of a source that comes without TLS',
    needs: ['icy2', 'statistics'],
    send: lookedAt(icy2(fields), ...statistics),
    expect: { 'ICY2-PRIN-3': carried(fields) },
  },
});
