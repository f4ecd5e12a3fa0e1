import { expect, test } from 'vitest';
import { instantOf } from './instant.ts';

test.for(['1970-01-01T00:00:00Z', '2024-02-29T23:59:59.5Z', '1969-12-31T00:00:01Z', '2000-03-01T12:00:00Z'])(
  '%s is as far from 1970 as everyone has it',
  (text) => {
    expect(instantOf(text)).toBe(Date.parse(text) / 1000);
  },
);

test('a zone is taken away, and none is UTC', () => {
  expect(instantOf('2024-01-01T02:30:00+02:30')).toBe(instantOf('2024-01-01T00:00:00'));
  expect(instantOf('2023-12-31T19:00:00-05:00')).toBe(instantOf('2024-01-01T00:00:00Z'));
});

test('what is no date and time has no instant', () => {
  expect(instantOf('yesterday')).toBeUndefined();
});
