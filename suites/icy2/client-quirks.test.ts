import { expect, test } from 'vitest';
import { icyHeaders } from '../../src/icy/fields.ts';
import { icy2ClientQuirks } from '../../src/scenario/icy2/client-quirks.ts';
import { icyMetaFields } from '../../src/spec/icy-meta-fields.ts';
import { furtherIcy2ClientMutants, icy2ClientMutants } from './client-mutants.ts';
import { icy2ClientScenarios } from './client.ts';

test('every quirk is caught by some scenario', () => {
  const mutants = [
    ...Object.values(icy2ClientMutants),
    ...furtherIcy2ClientMutants.map(([, mutant]) => mutant),
  ];
  const caught = new Set<string>(mutants.flatMap(({ quirks }) => quirks));
  expect(Object.keys(icy2ClientQuirks).filter((quirk) => !caught.has(quirk))).toEqual([]);
});

test('every field of the document is judged', () => {
  const judged = Object.values(icy2ClientScenarios).flatMap(({ expect: clauses }) => Object.keys(clauses));
  const missing = icyHeaders
    .map((header) => `ICY2-FIELD-${header}`)
    .filter((clause) => Object.hasOwn(icyMetaFields, clause) && !judged.includes(clause));
  expect(missing).toEqual([]);
});
