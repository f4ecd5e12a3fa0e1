import { expect, test } from 'vitest';
import { answer, atRequest, onObject } from '../../scenario/ingest/act.ts';
import type { Act } from '../../scenario/ingest/act.ts';
import { objectPlaybill } from './object-playbill.ts';
import type { ObjectOccasion } from './object-playbill.ts';

const deed = answer(503, [], false);
const upload = (
  path: string,
  more: Partial<Extract<ObjectOccasion, { at: 'object' }>> = {},
): ObjectOccasion => ({
  at: 'object',
  part: 'end',
  kind: 'media',
  path,
  first: true,
  again: false,
  met: false,
  ...more,
});

/** Which uploads an act meets, by their place. */
const met = (acts: readonly Act[], occasions: readonly ObjectOccasion[]): string[] => {
  const bill = objectPlaybill(acts);
  return occasions.flatMap((occasion, place) => {
    const due = bill.happens(occasion);
    return due === undefined ? [] : [`${String(place)}: act ${String(due.index)}`];
  });
};

test('the n-th media object of the first rendition is met; others, and what is sent again, do not count', () => {
  const acts: Act[] = [{ when: onObject('media', 3), deed }];
  const occasions = [
    upload('1'),
    upload('a1', { first: false }),
    upload('1', { again: true }),
    upload('m', { kind: 'manifest' }),
    upload('2'),
    upload('3', { part: 'inside' }),
    upload('3'),
    upload('3', { again: true }),
  ];
  expect(met(acts, occasions)).toEqual(['6: act 0']);
  const inOne: Act[] = [
    { when: onObject('media', 1, 'head'), deed },
    { when: onObject('media', 1), deed },
  ];
  const next = [upload('1', { part: 'head' }), upload('1', { met: true }), upload('2')];
  expect(met(inOne, next)).toEqual(['0: act 0', '2: act 1']);
  const every: Act[] = [{ when: onObject('media', 2), deed, of: 'every-track' }];
  expect(met(every, occasions)).toEqual(['1: act 0']);
});

test('manifests count each time, headers and keys once, and any object once', () => {
  const manifest = upload('m', { kind: 'manifest' });
  const again = { ...manifest, again: true } as const;
  const occasions = [manifest, again, upload('h', { kind: 'header' }), again, upload('k', { kind: 'key' })];
  expect(met([{ when: onObject('manifest', 3), deed }], occasions)).toEqual(['3: act 0']);
  expect(met([{ when: onObject('header', 1), deed }], occasions)).toEqual(['2: act 0']);
  expect(met([{ when: onObject('any', 3), deed }], [manifest, manifest, ...occasions])).toEqual(['6: act 0']);
});

test('further occasions are uploads of the kind, new or sent again', () => {
  const acts: Act[] = [{ when: onObject('media', 2), deed, times: 3 }];
  const again = { again: true };
  const occasions = [upload('1'), upload('2'), upload('2', again), upload('3'), upload('4')];
  expect(met(acts, occasions)).toEqual(['1: act 0', '2: act 0', '3: act 0']);
});

test('an act that sticks meets the same path again, and others are taken; acts after it wait', () => {
  const acts: Act[] = [
    { when: onObject('media', 1), deed, times: 2, sticks: true },
    { when: onObject('media', 1), deed },
  ];
  const occasions = [upload('1'), upload('2'), upload('1', { again: true }), upload('3'), upload('4')];
  expect(met(acts, occasions)).toEqual(['0: act 0', '2: act 0', '3: act 1']);
});

test('an act heals once so many further media objects were taken', () => {
  const bill = objectPlaybill([
    { when: onObject('media', 1), deed, times: 'always', sticks: true, heals: 2 },
    { when: { at: 'removal' }, deed },
  ]);
  const lost = upload('1', { again: true });
  expect(bill.happens(upload('1'))).toBeDefined();
  bill.taken('2');
  expect(bill.happens(lost)).toBeDefined();
  expect(bill.happens({ at: 'removal' })).toBeUndefined();
  bill.taken('3');
  expect(bill.happens(lost)).toBeUndefined();
  expect(bill.isOver()).toBe(false);
  expect(bill.happens({ at: 'removal' })).toMatchObject({ index: 1 });
  expect(bill.isOver()).toBe(true);
});

test('objects are counted from when the last act began, and it is over then where it stays in force', () => {
  const bill = objectPlaybill([{ when: onObject('media', 2), deed, times: 'always', sticks: true }]);
  bill.happens(upload('1'));
  bill.taken('1');
  expect([bill.isOver(), bill.since()]).toEqual([false, 1]);
  bill.happens(upload('2'));
  expect([bill.isOver(), bill.since()]).toEqual([true, 0]);
  bill.taken('3');
  bill.happens(upload('2', { again: true }));
  expect([bill.isOver(), bill.since()]).toEqual([true, 1]);
  bill.anew();
  expect(bill.since()).toBe(0);
});

test('requests and removals are occasions, and those of tracks are taken for objects', () => {
  const requests: Act[] = [{ when: atRequest, deed, times: 'always', of: 'every-track' }];
  expect(met(requests, [{ at: 'request' }, { at: 'removal' }, { at: 'request' }])).toHaveLength(2);
  const fragment: Act[] = [{ when: { at: 'fragment', number: 2, cut: true }, deed }];
  expect(
    met(
      fragment,
      ['1', '2'].map((path) => upload(path, { part: 'inside' })),
    ),
  ).toEqual(['1: act 0']);
  expect(met([{ when: { at: 'header' }, deed }], [upload('h', { kind: 'header' })])).toHaveLength(1);
  expect(met([{ when: { at: 'end' }, deed }], [upload('m', { kind: 'manifest' })])).toHaveLength(1);
});

test('a header is not waited for where media come without', () => {
  const bill = objectPlaybill([{ when: onObject('header', 1), deed: { do: 'reset' } }]);
  for (let number = 1; number <= 3; number += 1) {
    expect(bill.isOver()).toBe(false);
    bill.taken(`/v-${String(number)}.ts`);
  }
  expect(bill.isOver()).toBe(true);
});
