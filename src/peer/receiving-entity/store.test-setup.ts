/** What the tests of the store share. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'undici';
import type { ReceiverQuirk } from '../../scenario/ingest/receiver-quirks.ts';
import { basicToken } from '../../http/basic.ts';
import type { ReceivingEntity, ReceivingEntityOptions } from './receiving-entity.ts';
import { opened, owner, point, start } from './visitor.test-setup.ts';

/** The folder of all objects of a test. */
export const folder = `${point}/s1`;

export const startStore = (
  quirks: ReceiverQuirk[] = [],
  options: Partial<ReceivingEntityOptions> = {},
): Promise<ReceivingEntity> => start(quirks, { stores: true, ...options });

export interface Read {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface Sending {
  readonly body?: string | Uint8Array;
  readonly headers?: Record<string, string>;
  /** The owner where absent. */
  readonly as?: { readonly user: string; readonly password: string } | 'nobody';
}

/** One request by undici, on a connection of its own. */
export const ask = async (
  { host, port }: { readonly host: string; readonly port: number },
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS',
  target: string,
  { body, headers = {}, as = owner }: Sending = {},
): Promise<Read> => {
  const client = new Client(`http://${host}:${String(port)}`);
  const answer = await client.request({
    path: target,
    method,
    body: body ?? null,
    headers: {
      ...(as === 'nobody' ? {} : { authorization: `Basic ${basicToken(as.user, as.password)}` }),
      ...headers,
    },
  });
  const read = Buffer.from(await answer.body.arrayBuffer());
  await client.close();
  return { status: answer.statusCode, headers: answer.headers, body: read };
};

export const put = (
  entity: ReceivingEntity,
  name: string,
  body: string | Uint8Array,
  type = 'video/mp4',
): Promise<Read> => ask(entity, 'PUT', `${folder}/${name}`, { body, headers: { 'content-type': type } });

export const get = (
  entity: ReceivingEntity,
  name: string,
  headers: Record<string, string> = {},
): Promise<Read> => ask(entity, 'GET', `${folder}/${name}`, { headers, as: 'nobody' });

/** Bytes that follow from the seed alone. */
export const filler = (length: number, seed = 1): Uint8Array => {
  const bytes = new Uint8Array(length);
  let state = seed * 2654435761;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
};

/** A new directory, gone after the test. */
export const directory = (): string => {
  const made = mkdtempSync(path.join(os.tmpdir(), 'ingestspec-store-'));
  opened.push({ close: () => rmSync(made, { recursive: true, force: true }) });
  return made;
};
