/** The vectors of fixtures/icy, which were written from the document, against the schema and against our readers. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { bearerOf, claimsNaming, jsonWebTokenOf, lifetimeOf } from './auth-token.ts';
import { emojiOf } from './emoji.ts';
import { icyFields, icyHeaders } from './fields.ts';
import type { IcyField, IcyHeader } from './fields.ts';
import { hashtagsOf } from './hashtags.ts';
import { deinterleaver, parseMetadata, readMetaint } from './metaint.ts';
import { looksLikeMojibake, mended } from './mojibake.ts';
import { readIcyFields } from './read-fields.ts';
import { utf8Text } from './utf8.ts';
import { hasWebScheme, isPercentEncoded, isPrivateAddress, isWebAddress } from './web-address.ts';

interface Titles {
  readonly StreamTitle?: string;
  readonly StreamUrl?: string;
}

interface Vector {
  readonly name: string;
  readonly field?: string;
  readonly raw?: string;
  readonly hex?: string;
  readonly headers?: readonly string[];
  readonly reads?: 'right' | 'unusual' | 'wrong';
  readonly icy2?: boolean;
  readonly address?: { scheme: boolean; valid: boolean; encoded: boolean; private: boolean };
  readonly count?: number;
  readonly token?: { algorithm?: string; lifetime?: number; names?: readonly string[] } | null;
  readonly utf8?: boolean;
  readonly text?: string;
  readonly mojibake?: boolean;
  readonly meant?: string;
  readonly block?: Titles & { charset: string };
  readonly stream?: {
    metaint: number;
    payload: string;
    blocks: readonly (Titles & { at: number })[];
    unfinished: number;
  };
  readonly metaint?: number | null;
}

const folder = path.join(import.meta.dirname, '../../fixtures/icy');
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));

const schemaFile = 'vectors.schema.json';
const names = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== schemaFile);
const files = names.map((name) => [name, (read(name) as { vectors: Vector[] }).vectors] as const);
const vectors = files.flatMap(([, all]) => all);
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(
  read(schemaFile) as object,
);

/** What the vectors write as hexadecimal digits, as a string of one character a byte, and as bytes. */
const latin1 = (hex: string) => Buffer.from(hex, 'hex').toString('latin1');
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const asSent = (text: string) => Buffer.from(text).toString('latin1');

const isHeader = (name: string | undefined): name is IcyHeader => name !== undefined && name in icyFields;
const withField = (header: string) => vectors.filter(({ field }) => field === header);
const titles = ({ StreamTitle, StreamUrl }: Titles) => ({ StreamTitle, StreamUrl });

test.for(files)('%s is as the schema says', ([name, all]) => {
  expect(validate(read(name)), JSON.stringify(validate.errors)).toBe(true);
  expect(new Set(all.map((vector) => vector.name)).size).toBe(all.length);
});

test.for<[string, object]>([
  ['no name', { raw: 'a', field: 'icy-name', reads: 'right' }],
  ['no reading', { name: 'a', raw: 'a', field: 'icy-name' }],
  ['another reading', { name: 'a', raw: 'a', field: 'icy-name', reads: 'fine' }],
  ['text and bytes', { name: 'a', raw: 'a', hex: '61', field: 'icy-name', reads: 'right' }],
  ['half a byte', { name: 'a', hex: '6', field: 'icy-name', reads: 'right' }],
  ['an unknown property', { name: 'a', raw: 'a', field: 'icy-name', reads: 'right', because: 'b' }],
])('the schema refuses a vector with %s', ([, vector]) => {
  expect(validate({ about: 'nothing', vectors: [vector] })).toBe(false);
});

describe.for(files)('%s', ([, all]) => {
  test.for(all.map((vector) => [vector.name, vector] as const))('%s', ([, vector]) => {
    const { field, raw, hex, headers, reads } = vector;

    if (isHeader(field) && headers === undefined) {
      const value = raw === undefined ? latin1(hex ?? '') : asSent(raw);
      const [only] = readIcyFields([{ name: field, value }]).fields.get(field)?.values ?? [];
      expect(only?.reading).toMatchObject({ as: reads });
      if (raw !== undefined) expect(only?.text).toBe(raw);
    }
    if (headers !== undefined) {
      const fields = headers.map((line) => {
        const colon = line.indexOf(':');
        return { name: line.slice(0, colon), value: asSent(line.slice(colon + 1).trim()) };
      });
      const found = readIcyFields(fields);
      expect(found.icy2).toBe(vector.icy2);
      expect(found.fields.get('icy-metadata-version')?.values[0].reading.as).toBe(reads);
    }
    if (vector.address !== undefined && raw !== undefined) {
      expect({
        scheme: hasWebScheme(raw),
        valid: isWebAddress(raw),
        encoded: isPercentEncoded(raw),
        private: isPrivateAddress(raw),
      }).toEqual(vector.address);
    }
    if (vector.count !== undefined && raw !== undefined) {
      const found = field === 'icy-emoji' ? emojiOf(raw).emoji : hashtagsOf(raw);
      expect(found).toHaveLength(vector.count);
    }
    if (vector.token !== undefined && raw !== undefined) {
      const jwt = jsonWebTokenOf(bearerOf(raw) ?? '');
      const lifetime = jwt && lifetimeOf(jwt, 0);
      const named = jwt ? claimsNaming(jwt, '/live.mp3') : [];
      expect(
        jwt
          ? {
              ...(jwt.algorithm !== undefined && { algorithm: jwt.algorithm }),
              ...(lifetime !== undefined && { lifetime }),
              ...(named.length > 0 && { names: named }),
            }
          : null,
      ).toEqual(vector.token);
    }
    if (vector.utf8 !== undefined && hex !== undefined) {
      const text = utf8Text(latin1(hex));
      expect(text).toBe(vector.text);
      expect(text !== undefined).toBe(vector.utf8);
      expect(looksLikeMojibake(text ?? '')).toBe(vector.mojibake);
      expect(mended(text ?? '')).toBe(vector.meant);
    }
    if (vector.block !== undefined && hex !== undefined) {
      const parsed = parseMetadata(bytes(hex));
      expect({ ...titles(parsed), charset: parsed.charset }).toEqual({
        ...titles(vector.block),
        charset: vector.block.charset,
      });
      const as = parsed.faults.length > 0 ? 'wrong' : parsed.charset === 'latin1' ? 'unusual' : 'right';
      expect(as).toBe(reads);
    }
    if (vector.stream !== undefined && hex !== undefined) {
      const { metaint, payload, blocks, unfinished } = vector.stream;
      for (const size of [1, 2, 3, 5, 16, 17, 1 << 20]) {
        const take = deinterleaver(metaint);
        const whole = bytes(hex);
        const slices = Array.from({ length: Math.ceil(whole.length / size) }, (_, at) =>
          take(whole.subarray(at * size, (at + 1) * size)),
        );
        expect(Buffer.concat(slices.flatMap((slice) => slice.payload)).toString('hex')).toBe(payload);
        const found = slices.flatMap(({ metadata }) => metadata);
        expect(found.map((block) => ({ at: block.at, ...titles(block) }))).toEqual(
          blocks.map((block) => ({ at: block.at, ...titles(block) })),
        );
        expect(found.some(({ faults }) => faults.length > 0)).toBe(reads === 'wrong');
        expect(slices.at(-1)?.unfinished).toBe(unfinished);
      }
    }
    if (vector.metaint !== undefined && raw !== undefined) {
      expect(readMetaint(raw) ?? null).toBe(vector.metaint);
      expect(reads).toBe(vector.metaint === null ? 'wrong' : vector.metaint === 0 ? 'unusual' : 'right');
    }
  });
});

test.for(icyHeaders)('the vectors hold all values of %s in the table, and read them alike', (header) => {
  const field: IcyField = icyFields[header];
  const readings = new Map(withField(header).map(({ raw, reads }) => [raw, reads]));
  for (const value of field.good) expect([value, readings.get(value)]).toEqual([value, 'right']);
  for (const value of field.bad) {
    expect(readings.has(value), `${header}: ${value}`).toBe(true);
    expect(readings.get(value)).not.toBe('right');
  }
});

test.for(icyHeaders)('%s has vectors of more than one reading', (header) => {
  expect(new Set(withField(header).map(({ reads }) => reads)).size).toBeGreaterThan(1);
});
