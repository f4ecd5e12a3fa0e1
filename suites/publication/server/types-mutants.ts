/** The stores that know no media types. */
import { receiver } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';

export const typesMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/types`, {
    cmfv: receiver('forgets-media-types', 'DI-I2-MIME-cmfv'),
    cmfa: receiver('forgets-media-types', 'DI-I2-MIME-cmfa'),
    cmft: receiver('forgets-media-types', 'DI-I2-MIME-cmft'),
    cmfm: receiver('forgets-media-types', 'DI-I2-MIME-cmfm'),
    mp4: receiver('forgets-media-types', 'DI-I2-MIME-mp4'),
    'mp4-as-application': receiver('forgets-media-types', 'DI-I2-MIME-mp4'),
    m4v: receiver('forgets-media-types', 'DI-I2-MIME-m4v'),
    m4a: receiver('forgets-media-types', 'DI-I2-MIME-m4a'),
    m4s: receiver('forgets-media-types', 'DI-I2-MIME-m4s'),
    init: receiver('forgets-media-types', 'DI-I2-MIME-init'),
    header: receiver('forgets-media-types', 'DI-I2-MIME-header'),
    'segment-as-text': receiver('answers-500-to-wrong-types', 'DI-I2-NAME-07c'),
    'segment-as-playlist': receiver('answers-500-to-wrong-types', 'DI-I2-NAME-07c'),
    'unknown-extension': receiver('refuses-right-credentials', 'DI-I2-NAME-07c'),
  });

export const furtherTypesMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/types/cmfv`, receiver('guesses-media-types', 'DI-I2-MIME-cmfv')],
    [`${format}/types/m4v`, receiver('guesses-media-types', 'DI-I2-MIME-m4v')],
  ] as const;
