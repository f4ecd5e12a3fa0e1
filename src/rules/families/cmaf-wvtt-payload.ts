import type { WebVttSample } from '../../media/text/webvtt-sample.ts';
import { isWebVttSettings, isWebVttTimestamp } from '../../media/text/webvtt-syntax.ts';
import { overSamples, wholeSamples, type WholeSample } from '../model/whole-samples.ts';
import { rule, type Broken } from '../rule.ts';
import { cuesOf, isReadableVtt, vttSample } from './cmaf-wvtt-samples.ts';

const insideCue = ({ boxes }: WebVttSample, at: number): boolean =>
  boxes.some((box) => box.kind === 'vttc' && at > box.at && at < box.at + box.size);

const shape = (sample: WholeSample): Broken | undefined => {
  const parsed = vttSample(sample);
  if (parsed.raw) return undefined;
  const expected = 'one vtte alone, or vttc boxes with vtta between them';
  // A sample without bytes is told of with the timeline, as all of a chunk can be such.
  if (sample.bytes.length === 0) return undefined;
  const fault = parsed.faults.find(({ at }) => !insideCue(parsed, at));
  if (fault !== undefined) {
    return {
      says: 'a sample is no sequence of boxes',
      offset: sample.offset + fault.at,
      expected,
      actual: fault.says,
    };
  }
  const kinds = parsed.boxes.map((box) => (box.kind === 'unknown' ? box.type : box.kind));
  const actual = kinds.slice(0, 8).join(' ');
  const cues = kinds.filter((kind) => kind === 'vttc').length;
  const silences = kinds.filter((kind) => kind === 'vtte').length;
  if (silences > 0 && (cues > 0 || silences > 1)) {
    return { says: 'a vtte does not stand alone in its sample', expected, actual };
  }
  const stranger = parsed.boxes.find(({ kind }) => kind === 'unknown');
  if (cues + silences === 0) {
    const comment = kinds.includes('vtta');
    return {
      says: comment ? 'a sample has comments and no cue' : 'a sample has neither a cue nor a vtte',
      expected,
      actual,
      ...(comment ? { as: 'warning' as const } : {}),
    };
  }
  if (stranger === undefined) return undefined;
  return {
    says: 'a sample has a box that WebVTT in tracks does not know',
    offset: sample.offset + stranger.at,
    expected,
    actual,
    as: 'info',
  };
};

const inCue = ['vsid', 'iden', 'ctim', 'sttg', 'payl'];

const cueFaults = (sample: WholeSample): readonly Broken[] => {
  const parsed = vttSample(sample);
  const faults = parsed.faults
    .filter(({ at }) => insideCue(parsed, at))
    .map(({ at, says }): Broken => ({
      says: 'a cue has a box that cannot be read',
      offset: sample.offset + at,
      actual: says,
    }));
  return cuesOf(sample).reduce<Broken[]>((list, cue) => {
    const where = { offset: sample.offset + cue.at, length: cue.size };
    const payload = cue.children.find(({ type }) => type === 'payl');
    if (payload === undefined) {
      list.push({ says: 'a cue has no payl', ...where, expected: 'one payl with its text', actual: 'none' });
    } else if (cue.cue_text === '') {
      list.push({
        says: 'a cue has no text',
        ...where,
        expected: 'text in payl',
        actual: 'an empty payl',
        as: 'warning',
      });
    }
    const stranger = cue.children.find(({ type }) => !inCue.includes(type));
    if (stranger !== undefined) {
      list.push({
        says: 'a cue has a box that is none of a cue',
        offset: sample.offset + stranger.at,
        length: stranger.size,
        expected: inCue.join(', '),
        actual: stranger.type,
        as: 'warning',
      });
    }
    return list;
  }, faults);
};

/** A timestamp within the text of a cue, as karaoke has it (WebVTT, 4.2.2: "WebVTT timestamp" in a cue). */
const inlineTime = /<(?:\d{2,15}:)?[0-5]\d:[0-5]\d\.\d{3}>/;

const timesInText = (sample: WholeSample): Broken | undefined => {
  for (const cue of cuesOf(sample)) {
    const text = cue.cue_text ?? '';
    const where = { offset: sample.offset + cue.at, length: cue.size };
    if (text.includes('-->')) {
      return {
        says: 'the text of a cue has a timing line: a whole cue block was put into payl',
        ...where,
        expected: 'the text alone; its times are those of the sample',
        actual: '-->',
      };
    }
    if (cue.cue_current_time === undefined && inlineTime.test(text)) {
      return {
        says: 'a cue has times in its text and no ctim to count them from',
        ...where,
        expected: 'ctim',
        actual: 'none',
      };
    }
  }
  return undefined;
};

const syntax = (sample: WholeSample): Broken | undefined => {
  for (const { at, size, cue_current_time: time, settings } of cuesOf(sample)) {
    const where = { offset: sample.offset + at, length: size };
    if (time !== undefined && !isWebVttTimestamp(time)) {
      return {
        says: 'ctim is no WebVTT timestamp',
        ...where,
        expected: 'hh:mm:ss.ttt',
        actual: JSON.stringify(time.slice(0, 40)),
      };
    }
    if (settings !== undefined && !isWebVttSettings(settings)) {
      return {
        says: 'sttg is no list of cue settings',
        ...where,
        expected: 'settings such as "line:80% align:start"',
        actual: JSON.stringify(settings.slice(0, 60)),
      };
    }
  }
  return undefined;
};

/** Cues of one sample that are remembered for the next. */
const mostRemembered = 64;

const differentSource = () => {
  let before = new Map<string, number | undefined>();
  let ends = NaN;
  return (sample: WholeSample): Broken | undefined => {
    const last = sample.time === ends ? before : new Map<string, number | undefined>();
    before = new Map();
    ends = sample.time + sample.duration;
    let found: Broken | undefined;
    for (const cue of cuesOf(sample)) {
      const name = `${cue.cue_id ?? ''}\n${cue.cue_text ?? ''}`;
      if (before.size < mostRemembered) before.set(name, cue.source_ID);
      if (found !== undefined || !last.has(name)) continue;
      const source = last.get(name);
      if (source !== undefined && source === cue.source_ID) continue;
      found = {
        says:
          cue.source_ID === undefined || source === undefined
            ? 'a cue goes on in the next sample without a source number that says so'
            : 'a cue seems to go on in the next sample under another source number',
        offset: sample.offset + cue.at,
        length: cue.size,
        expected: 'the same vsid in every part of a cue',
        actual: `vsid ${String(source ?? 'absent')}, then ${String(cue.source_ID ?? 'absent')}`,
      };
    }
    return found;
  };
};

/** What the samples of a WebVTT track hold (ISO/IEC 14496-30, 7.3 and 7.4). */
export const wvttPayloadRules = {
  'CMAF-WVTT-010': rule('samples', {
    says: 'A sample of a WebVTT track is one empty cue, or cues with comments between them.',
    decides: ['DI-TT-04'],
    applies: isReadableVtt,
    check: (subject, track) => overSamples(subject, track, shape),
  }),
  'CMAF-WVTT-011': rule('samples', {
    says: 'A cue has its text once, and beside it only the boxes of a cue.',
    decides: ['DI-TT-04'],
    applies: isReadableVtt,
    check: (subject, track) => overSamples(subject, track, cueFaults),
  }),
  'CMAF-WVTT-012': rule('samples', {
    says: 'The parts of a cue that spans samples have the same source number.',
    applies: isReadableVtt,
    start: () => {
      const look = differentSource();
      return (subject, track) => overSamples(subject, track, look);
    },
  }),
  'CMAF-WVTT-015': rule('samples', {
    says: 'The text of a cue has no timing line, and times in it only beside a ctim.',
    applies: isReadableVtt,
    check: (subject, track) => overSamples(subject, track, timesInText),
  }),
  'CMAF-WVTT-016': rule('samples', {
    says: 'Samples of a WebVTT track are boxes, not the text of a file.',
    decides: ['DI-TT-04'],
    applies: isReadableVtt,
    check: (subject, track) =>
      wholeSamples(subject, track).some((sample) => vttSample(sample).raw)
        ? overSamples(subject, track, (sample) =>
            vttSample(sample).raw
              ? {
                  says: 'a sample is the text of a WebVTT file: its cues have to be put into vttc boxes',
                  expected: 'vttc or vtte',
                  actual: 'text',
                }
              : undefined,
          )
        : undefined,
  }),
  'CMAF-WVTT-018': rule('samples', {
    says: 'The time and the settings of a cue are written as in WebVTT.',
    applies: isReadableVtt,
    check: (subject, track) => overSamples(subject, track, syntax),
  }),
};
