/** Steps and objects that several groups of scenarios about a store have in common. */
import type { MediaPiece } from '../../../src/scenario/ingest/media-step.ts';
import { fragments, header } from '../../../src/scenario/ingest/media-step.ts';
import { readPlan, remove, upload, uploadPlan } from '../../../src/scenario/ingest/object-step.ts';
import type { ObjectOptions } from '../../../src/scenario/ingest/object-step.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import { awaitClosed, awaitFinal } from '../../../src/scenario/stimulus.ts';
import type { RequestPlan, Step } from '../../../src/scenario/stimulus.ts';

/** The fields of a reader who wants the bytes as they are, and the connection closed behind the last of them. */
const toTheEnd: RequestPlan['fields'] = [
  ['Accept-Encoding', 'identity'],
  ['Connection', 'close'],
];

/** The head of a read behind whose answer the target closes the connection. */
export const wholeReadPlan = (
  name: string,
  { fields = [], ...changes }: Partial<RequestPlan> = {},
): RequestPlan => readPlan(name, { ...changes, fields: [...toTheEnd, ...fields] });

/** Reads an object to its last byte, on a connection of its own. */
export const fetch = (name: string, conn = 'reader', plan: Partial<RequestPlan> = {}): readonly Step[] => [
  { do: 'request', conn, plan: wholeReadPlan(name, plan) },
  awaitFinal(conn),
  awaitClosed(conn),
];

/** Uploads an object by PUT, on a connection of a name of its own. */
export const putObject = (
  name: string,
  pieces: readonly MediaPiece[],
  conn = 'source',
  options: Omit<ObjectOptions, 'conn'> = {},
): readonly Step[] => upload(name, pieces, { ...options, conn });

/** Uploads an object by POST. */
export const postObject = (name: string, pieces: readonly MediaPiece[], conn = 'source'): readonly Step[] =>
  upload(name, pieces, { conn, plan: { method: 'POST' } });

/** Deletes an object, on a connection of its own. */
export const removeObject = (name: string, conn = 'remover'): readonly Step[] => remove(name, { conn });

/** The head of an upload that declares no length. */
export const chunkedPlan = (name: string): RequestPlan => uploadPlan(name, { framing: { by: 'chunks' } });

/** A segment of the test track: two media fragments from a number on. */
export const segment = (number: number): readonly MediaPiece[] => [fragments(number * 2, 2)];

export const initSegment: readonly MediaPiece[] = [header()];

/** What the manifest of a format is called. */
export const manifestName = (format: Format): string => (format === 'dash' ? 'live.mpd' : 'live.m3u8');
