/** For every scenario about credentials of a store, the misbehaving one that it must catch. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const credentialsMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/credentials`, {
    'put-without': receiver('accepts-missing-credentials', 'DI-GEN-17a'),
    'post-without': receiver('accepts-missing-credentials', 'DI-GEN-17a'),
    'delete-without': receiver('deletes-without-credentials', 'DI-GEN-17a'),
    'reason-of-a-403': receiver('refuses-without-a-reason', 'DI-GEN-17d'),
    'overwriting-with-a-wrong-password': receiver('accepts-wrong-password', 'DI-GEN-17a'),
    'delete-with-a-wrong-password': receiver('accepts-wrong-password', 'DI-GEN-17a'),
    'wrong-user': receiver('answers-401', 'DI-GEN-17a'),
    'not-base64': receiver('answers-500-to-bad-credentials', 'DI-GEN-17a'),
    'without-colon': receiver('answers-500-to-bad-credentials', 'DI-GEN-17a'),
    'expecting-100': receiver('accepts-missing-credentials', 'DI-GEN-17a'),
    'while-an-object-is-in-flight': receiver('accepts-missing-credentials', 'DI-GEN-17a'),
    'again-with-the-right-ones': receiver('refuses-right-credentials', 'DI-GEN-17a'),
    'put-by-another-account': receiver('ignores-permissions', 'DI-GEN-17b'),
    'delete-by-another-account': receiver('ignores-permissions', 'DI-GEN-17b'),
  });

export const furtherCredentialsMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/credentials/put-without`, receiver('answers-401-without-challenge', 'DI-GEN-17a')],
    [`${format}/credentials/delete-without`, receiver('accepts-missing-credentials', 'DI-GEN-17a')],
  ] as const;
