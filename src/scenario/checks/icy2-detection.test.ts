import { expect, test } from 'vitest';
import { asUtf8 } from '../../http/message.ts';
import { effective, readAsIcy1, readAsIcy2 } from './icy2-detection.ts';
import { both, json, sourceOn, xml } from './icy2-example.ts';
import { listenerJoins, observed } from './staged.ts';

const on = sourceOn(0, 'source');
const telltale = ['icy-station-id', 'station-7'] as const;
const icy2 = readAsIcy2('source', telltale);
const icy1 = readAsIcy1('source', telltale);

test('a source is read as ICY2 where a field of ICY2 is published, under whatever name', () => {
  expect(icy2(observed(on, json({ 'icy2-station-id': 'station-7' })))).toMatchObject({ outcome: 'met' });
  expect(icy2(observed(on, json({}), xml({ 'x-id': 'station-7' })))).toMatchObject({ outcome: 'met' });
  expect(icy2(observed(on, both({ server_name: 'x' })))).toMatchObject({
    outcome: 'broken',
    actual: 'no statistic of ICY2',
  });
  expect(icy2(observed(on, both({ 'icy2-version': '2.1' })))).toMatchObject({ actual: 'only icy2-version' });
  expect(icy2(observed(on))).toMatchObject({ outcome: 'unclear' });
});

test('a source is read as ICY1 where nothing of ICY2 is published', () => {
  expect(icy1(observed(on, both({ server_name: 'x' })))).toMatchObject({ outcome: 'met' });
  expect(icy1(observed(on, json({}), xml({ 'icy2-version': '3.0' })))).toMatchObject({
    outcome: 'broken',
    actual: 'icy2-version: 3.0 in the statistics of the administrator (XML)',
  });
  expect(icy1(observed(on, both({ 'station-id': 'station-7' })))).toMatchObject({ outcome: 'broken' });
  expect(icy1(observed(on))).toMatchObject({ outcome: 'unclear' });
  expect(icy1(observed(sourceOn(0, 'source', 'HTTP/1.1 400 Bad')))).toMatchObject({ outcome: 'unclear' });
});

test('a field of ICY1 takes effect in the statistics, or for listeners', () => {
  const name = effective('source', 'icy-name', 'Zürich');
  expect(name(observed(on, json({ server_name: 'Zürich' })))).toMatchObject({ outcome: 'met' });
  expect(name(observed(on, listenerJoins('HTTP/1.1 200 OK', `icy-name: ${asUtf8('Zürich')}`)))).toMatchObject(
    {
      outcome: 'met',
      actual: 'icy-name: Zürich',
    },
  );
  expect(name(observed(on, json({ genre: 'x' })))).toMatchObject({ outcome: 'broken' });
  expect(name(observed(on))).toMatchObject({ outcome: 'unclear' });
  const either = effective('source', 'icy-name', 'a', 'b');
  expect(either(observed(on, json({ server_name: 'b' })))).toMatchObject({ outcome: 'met' });
  expect(effective('source', 'icy-pub', '1')(observed(on, json({ public: 0 })))).toMatchObject({
    erratum: 'E-ICY-25',
    atMost: 'may',
  });
});
