import { expect, test } from 'vitest';
import { met, noted, unclear } from '../combine.ts';
import { arrives, harmless, ofEach, taken } from './icy2-fields.ts';
import { both, goes, json, sourceOn } from './icy2-example.ts';
import { ends, observed, page } from './staged.ts';

const on = sourceOn(0, 'source');
const language = arrives('icy-language', [{ source: 'source', value: 'en-US' }]);

test('a value arrives under whatever name, in whatever page', () => {
  expect(language(observed(on, json({ 'icy2-language': 'en-US' })))).toMatchObject({ outcome: 'met' });
  expect(language(observed(on, json({}), both({ 'x-language': 'en-US' })))).toMatchObject({ outcome: 'met' });
  expect(language(observed(on, both({ 'icy2-language': 'en' })))).toMatchObject({
    outcome: 'broken',
    expected: 'en-US, sent as icy-language, in the statistics',
    actual:
      'icy2-language: en in the public statistics (JSON); icy2-language: en in the statistics of the administrator (XML)',
  });
});

test('where nothing can be seen, nothing is said', () => {
  expect(language(observed())).toMatchObject({ outcome: 'unclear', reason: 'not-triggered' });
  expect(language(observed(on))).toMatchObject({ outcome: 'unclear', reason: 'prerequisite-missing' });
  expect(language(observed(on, page('status', 404, '')))).toMatchObject({ outcome: 'unclear' });
  expect(language(observed(sourceOn(0, 'source', 'HTTP/1.1 403 Forbidden')))).toMatchObject({
    outcome: 'unclear',
    reason: 'dependency-failed',
  });
});

test('a flag of 0 may be left out, and may not become a word', () => {
  const zero = arrives('icy-nsfw', [{ source: 'source', value: '0' }]);
  expect(zero(observed(on, both({ genre: 'x' })))).toMatchObject({ outcome: 'met' });
  expect(zero(observed(on, both({ 'icy2-nsfw': 'false' })))).toMatchObject({ outcome: 'broken' });
  const one = arrives('icy-nsfw', [{ source: 'source', value: '1' }]);
  expect(one(observed(on, both({ listeners: 1 })))).toMatchObject({ outcome: 'broken' });
});

test('the erratum is named for a name in another charset, and for a listing that is configured otherwise', () => {
  const name = arrives('icy-name', [{ source: 'source', value: 'Zürich' }]);
  expect(name(observed(on, both({ server_name: 'ZÃ¼rich' })))).toMatchObject({ erratum: 'E-ICY-24' });
  expect(name(observed(on, both({ server_name: 'Zurich' })))).not.toHaveProperty('erratum');
  const listed = arrives('icy-pub', [{ source: 'source', value: '1' }]);
  expect(listed(observed(on, both({ public: 0 })))).toMatchObject({ erratum: 'E-ICY-25', atMost: 'may' });
  expect(listed(observed(on, both({})))).not.toHaveProperty('erratum');
});

test('a wrong value does no harm, or it does', () => {
  const check = harmless('icy-br', [{ source: 'source', value: 'abc' }]);
  expect(check(observed(on, json({}), goes(0)))).toMatchObject({ outcome: 'met' });
  expect(check(observed())).toMatchObject({ outcome: 'unclear' });
  expect(check(observed(sourceOn(0, 'source', 'HTTP/1.1 500 Oops')))).toMatchObject({
    outcome: 'broken',
    expected: 'the source taken with icy-br: abc',
    actual: '500 Oops',
  });
  expect(check(observed(sourceOn(0, 'source', 'HTTP/1.1 400 Bad Request')))).toMatchObject({
    outcome: 'broken',
    atMost: 'should',
  });
  expect(check(observed(sourceOn(0, 'source', ''), ends(0, 'target', 'rst')))).toMatchObject({
    outcome: 'broken',
    actual: 'no answer: the target reset the connection',
  });
  expect(check(observed(on, ends(0, 'target')))).toMatchObject({
    outcome: 'broken',
    actual: '100 Continue, then the end of the connection',
  });
  expect(check(observed(on, page('status', 500, '')))).toMatchObject({
    outcome: 'broken',
    actual: 'status 500',
  });
});

test('a source is taken until the target ends it', () => {
  expect(taken('source')(observed(on, goes(0)))).toMatchObject({ outcome: 'met' });
  expect(taken('source')(observed(on, ends(0, 'target')))).toMatchObject({ outcome: 'broken' });
  expect(taken('source')(observed(sourceOn(0, 'source', 'HTTP/1.1 403 No')))).toMatchObject({
    outcome: 'broken',
  });
  expect(taken('source')(observed())).toMatchObject({ outcome: 'unclear' });
});

test('of several outcomes the gravest counts, and none of none', () => {
  const broken = { outcome: 'broken', expected: 'a', actual: 'b' } as const;
  const lighter = { ...broken, erratum: 'E-ICY-07' };
  const given = [met(), noted('x'), unclear('not-triggered', 'y'), lighter, broken];
  expect(ofEach(given, (one) => one)).toBe(broken);
  expect(ofEach(given.slice(0, 4), (one) => one)).toBe(lighter);
  expect(ofEach(given.slice(0, 3), (one) => one)).toMatchObject({ outcome: 'unclear' });
  expect(ofEach(given.slice(0, 2), (one) => one)).toMatchObject({ outcome: 'noted' });
  expect(ofEach([], () => met())).toMatchObject({ outcome: 'unclear' });
});
