import { expect, test } from 'vitest';
import { facts, ruleIds } from '../rules/facts/index.ts';
import type { Confidence, Facts, Severity } from '../rules/facts/facts.ts';
import type { RuleId } from '../rules/facts/index.ts';
import { underProfile } from './validate-profile.ts';

const ruleOf = (confidence: Confidence): RuleId =>
  ruleIds.find((id) => (facts[id] as Facts)[3] === confidence) ?? 'CMAF-TRK-001';

const read = (confidence: Confidence, severity: Severity, profile: 'literal' | 'corrected' | 'practical') =>
  underProfile([{ rule: ruleOf(confidence), severity }], profile)[0]?.severity;

test('the practical profile warns where we are not sure, and raises nothing', () => {
  expect(read('high', 'error', 'practical')).toBe('error');
  expect(read('medium', 'error', 'practical')).toBe('warning');
  expect(read('low', 'error', 'practical')).toBe('warning');
  expect(read('low', 'warning', 'practical')).toBe('warning');
  expect(read('medium', 'info', 'practical')).toBe('info');
});

test('other profiles leave findings as they are', () => {
  expect(read('low', 'error', 'corrected')).toBe('error');
  expect(read('medium', 'error', 'literal')).toBe('error');
});
