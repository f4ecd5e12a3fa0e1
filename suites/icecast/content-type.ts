/** Content-Type: without it no stream, and which types a server takes. */
import { samples } from '../../src/media/samples.ts';
import type { SampleName } from '../../src/media/samples.ts';
import { accepted, refused, refusedWith } from '../../src/scenario/checks/answers.ts';
import { silent, under } from '../../src/scenario/combine.ts';
import { suite } from '../../src/scenario/scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { awaitFinal, endOf, frames, put, source } from '../../src/scenario/stimulus.ts';

/** The types of deployed streams; servers must take MPEG audio, which the document shows, and may take the others. */
const types = {
  'audio-mpeg': ['audio/mpeg', 'mp3'],
  'audio-aac': ['audio/aac', 'aac'],
  'audio-aacp': ['audio/aacp', 'aac'],
  'audio-ogg': ['audio/ogg', 'ogg'],
  'application-ogg': ['application/ogg', 'ogg'],
  'audio-webm': ['audio/webm', 'webm'],
  'video-webm': ['video/webm', 'webm'],
  'audio-flac': ['audio/flac', 'flac'],
} as const satisfies Record<string, readonly [contentType: string, sample: SampleName]>;

type TypeKey = keyof typeof types;

/** About a second of it. */
const framesOf = (sample: SampleName): number => Math.ceil(1000 / samples[sample].frameMilliseconds);

const ofType = (key: TypeKey): Scenario => {
  const [contentType, sample] = types[key];
  return {
    title: `a stream of ${contentType}`,
    send: [
      ...source(put({ contentType })),
      { do: 'stream', conn: 'source', sample, frames: framesOf(sample) },
      endOf('close'),
    ],
    expect: { 'ICE-REQ-CT': key === 'audio-mpeg' ? accepted : silent(accepted) },
  };
};

const table = Object.fromEntries(
  (Object.keys(types) as TypeKey[]).map((key) => [key, ofType(key)]),
) as Record<TypeKey, Scenario>;

export const contentType = suite('icecast/content-type', {
  ...table,
  missing: {
    title: 'a stream without Content-Type',
    send: [...source(put({ contentType: undefined })), frames(20), awaitFinal()],
    expect: { 'ICE-REQ-CT': refused },
  },
  unsupported: {
    title: 'a stream of a type that no server knows',
    send: [...source(put({ contentType: 'application/x-unheard-of' })), frames(20), awaitFinal()],
    expect: { 'ICE-REQ-CT': under('E-ICE-02', refusedWith(415)) },
  },
});
