/** The configurations of AC-3, E-AC-3, AC-4, Opus, FLAC and MPEG-H audio. */
import { parseDac3, parseDac4, parseDec3 } from '../../media/codec/dolby.ts';
import { parseDfLa } from '../../media/codec/flac-config.ts';
import { parseDOps } from '../../media/codec/opus-config.ts';
import { payloadOf, type Box } from '../../media/isobmff/box.ts';
import { at } from '../point.ts';
import { rule, type Broken, type Outcome } from '../rule.ts';
import { soundFieldsOf, type SoundEntry } from './cmaf-se-audio.ts';
import { eachConfig, payloadIs, unreadable, type eachEntry } from './cmaf-se-each-entry.ts';

/** Least bytes of the payload, by the type of the box: `dac3` has no more. */
const ac3Payload = 3;

const dolbyChecks: readonly [coding: string, type: string, judge: (box: Box) => Outcome][] = [
  [
    'ac-3',
    'dac3',
    (box) => {
      const parsed = parseDac3(payloadOf(box));
      if ('broken' in parsed) return unreadable(box, parsed);
      if (parsed.value.fscod === 3) {
        return payloadIs(box, 0, 1, 'dac3 has a reserved sampling rate', 'fscod 0, 1 or 2', 'fscod 3');
      }
      const length = box.size - box.header;
      if (length === ac3Payload) return undefined;
      const says = 'dac3 is longer than its fields';
      const expected = `${String(ac3Payload + 8)} bytes`;
      const found = payloadIs(
        box,
        ac3Payload,
        length - ac3Payload,
        says,
        expected,
        `${String(length + 8)} bytes`,
      );
      return { ...found, as: 'warning' };
    },
  ],
  [
    'ec-3',
    'dec3',
    (box) => {
      const parsed = parseDec3(payloadOf(box));
      return 'broken' in parsed ? unreadable(box, parsed) : undefined;
    },
  ],
  [
    'ac-4',
    'dac4',
    (box) => {
      const parsed = parseDac4(payloadOf(box));
      return 'broken' in parsed ? unreadable(box, parsed) : undefined;
    },
  ],
];

const opusFaults = (dOps: Box, entry: Box): Outcome => {
  const parsed = parseDOps(payloadOf(dOps));
  if ('broken' in parsed) return unreadable(dOps, parsed);
  const { Version, OutputChannelCount } = parsed.value;
  const found: Broken[] = [];
  if (Version !== 0) {
    const says = 'dOps has a version that nobody knows';
    found.push(payloadIs(dOps, 0, 1, says, 'Version 0', `Version ${String(Version)}`));
  }
  if (OutputChannelCount === 0) {
    const says = 'dOps tells no channels';
    found.push(payloadIs(dOps, 1, 1, says, 'OutputChannelCount of at least 1', 'OutputChannelCount 0'));
  }
  const value = soundFieldsOf(entry);
  // A rate of 0 is told of every coding alike.
  if (value !== undefined && value.samplerate !== 0 && value.samplerate !== 48000 * 0x10000) {
    found.push({
      says: 'the sample entry of Opus tells another rate than that of its clock',
      ...at(entry, entry.type as SoundEntry, 'samplerate'),
      expected: '48000 Hz',
      actual: `${String(value.samplerate / 0x10000)} Hz`,
    });
  }
  return found;
};

const otherChecks: readonly [codings: readonly string[], type: string, judge: typeof opusFaults][] = [
  [['Opus'], 'dOps', opusFaults],
  [
    ['fLaC'],
    'dfLa',
    (dfLa) => {
      const parsed = parseDfLa(payloadOf(dfLa));
      return 'broken' in parsed ? unreadable(dfLa, parsed) : undefined;
    },
  ],
  // Streams of mhm1 and mhm2 bring their configuration with them.
  [['mha1', 'mha2'], 'mhaC', () => undefined],
];

const gather =
  (checks: readonly ReturnType<typeof eachEntry>[]): ReturnType<typeof eachEntry> =>
  (trak, track) =>
    checks.flatMap((check) => check(trak, track) ?? []);

export const cmafSeSoundConfigRules = {
  'CMAF-SE-035': rule('trak', {
    says: 'A sample entry of AC-3, E-AC-3 or AC-4 has its one configuration box, with values that exist.',
    decides: ['DI-WF-01'],
    check: gather(dolbyChecks.map(([coding, type, judge]) => eachConfig([coding], type, judge))),
  }),
  'CMAF-SE-036': rule('trak', {
    says: 'A sample entry of Opus, FLAC or MPEG-H audio has its one configuration box, which can be read.',
    decides: ['DI-WF-01'],
    check: gather(otherChecks.map(([codings, type, judge]) => eachConfig(codings, type, judge))),
  }),
};
