/** The bodies of one connection, each made the object of its path (interface 2); and the DELETEs among them. */
import type { Admitted } from './admission.ts';
import { gunzip } from './content-coding.ts';
import type { Decoder } from './content-coding.ts';
import type { House } from './house.ts';
import { bytesOfObject } from './object-store.ts';
import type { ObjectFacts, ObjectStore, Upload } from './object-store.ts';
import type { Reception } from './reception.ts';
import { isOddChunk } from './refusing-quirks.ts';
import { isRefusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { created, ok } from './replies.ts';
import type { Reply } from './replies.ts';
import { alters, altered, factsAfter, removeMore } from './store-quirks.ts';
import type { Link } from '../../wire/link.ts';

/** More than this is not taken of an object by whoever takes no large ones: a quirk. */
const largest = 1024 * 1024;

const factsOf = ({ writtenType, coding }: Admitted, { settings: { has } }: House): ObjectFacts => {
  const said = coding === 'gzip' && !has('serves-gzip-without-saying');
  return { contentType: writtenType, coding: said ? 'gzip' : 'identity' };
};

/** One value serves all bodies of a connection. */
export const storing = (link: Link, house: House, store: ObjectStore): Reception => {
  const { settings, log } = house;
  const { has } = settings;
  /** Only quirks look at bytes, at chunks, and at other uploads. */
  const odd = settings.quirks.length > 0;
  const changes = alters(settings);
  let admitted: Admitted | undefined;
  let upload: Upload | undefined;
  /** Says whether a body is gzip; what comes out of it is not kept. */
  let decoder: Decoder | undefined;
  let refused: Refusal | undefined;
  let success: Reply = ok;
  let bytes = 0;
  let names = 0;
  let chunkBegins = false;
  let skipsChunk = false;

  const refuse = (refusal: Refusal): void => {
    refused ??= refusal;
    upload?.breakOff();
  };

  /** The path that what is sent becomes an object of. */
  const pathOf = ({ method, path, point }: Admitted): string => {
    if (method !== 'POST' || !has('post-picks-a-name')) return path;
    names += 1;
    return `${point}/object-${String(link.id)}-${String(names)}`;
  };

  /** The upload that bytes go to: that of this body, unless a quirk takes another. */
  const goal = (): Upload | undefined => {
    if (!has('mixes-objects-side-by-side')) return upload;
    return store.uploads().at(-1) ?? upload;
  };

  const remove = ({ path, point }: Admitted): void => {
    if (has('ignores-delete')) return;
    if (!store.remove(path)) {
      refuse(
        has('answers-500-to-absent-delete')
          ? { status: 500, why: 'the object is undefined' }
          : { status: 404, why: 'there is no such object' },
      );
      return;
    }
    removeMore(path, point, store, settings);
    if (has('deletes-the-root') && store.list(`${point}/`)?.length === 0) house.lostPoints.add(point);
    success = { status: has('answers-204-to-delete') ? 204 : has('answers-202-to-delete') ? 202 : 200 };
    log(`${link.remote} ${path} deleted`);
  };

  /** What becomes of a whole body where quirks change it. */
  const finishOddly = (whole: Upload, method: string): ReturnType<Upload['finish']> => {
    const before = store.find(whole.path);
    if (has('keeps-the-older') && before !== undefined) {
      whole.breakOff();
      return { before };
    }
    const facts = factsAfter(whole, before, settings);
    const done = whole.finish();
    const object = store.find(whole.path);
    if (isRefusal(done) || object === undefined) return done;
    if (changes || facts !== whole) {
      const { contentType, coding } = facts;
      const made = altered(bytesOfObject(object), method, before, settings);
      return store.put(whole.path, { contentType, coding }, made) ?? done;
    }
    return done;
  };

  const finish = (whole: Upload, { method, path }: Admitted): void => {
    const { size } = whole;
    const done = odd ? finishOddly(whole, method) : whole.finish();
    if (isRefusal(done)) {
      refuse(done);
      return;
    }
    success = done.before === undefined ? created : ok;
    if (whole.path !== path) success = { status: 201, fields: [['Location', whole.path]] };
    log(`${link.remote} ${whole.path} ${String(size)} bytes`);
  };

  const isOverLarge = (): boolean => has('refuses-large-objects') && bytes > largest;

  return {
    begin: (next) => {
      admitted = next;
      upload = undefined;
      decoder = undefined;
      refused = undefined;
      success = ok;
      bytes = 0;
      skipsChunk = false;
      const { method, path, point, chunked } = next;
      if (method === 'DELETE' || path === point || path.endsWith('/')) return;
      const facts = factsOf(next, house);
      const shown = chunked && facts.coding === 'identity' && !has('holds-growing-objects');
      upload = store.begin(pathOf(next), facts, shown);
      if (facts.coding === 'gzip')
        decoder = gunzip(
          () => undefined,
          (why) => refuse({ status: 400, why }),
        );
    },
    push: (slice) => {
      bytes += slice.length;
      if (refused !== undefined) return;
      if (odd) {
        if (chunkBegins) skipsChunk = has('loses-odd-chunks') && isOddChunk(slice);
        chunkBegins = false;
        if (skipsChunk) return;
        if (isOverLarge()) refuse({ status: 413, why: 'the object is too large' });
      }
      const refusal = (odd ? goal() : upload)?.append(slice);
      if (refusal !== undefined) refuse(refusal);
      decoder?.push(slice);
    },
    chunk: () => {
      chunkBegins = true;
    },
    end: (complete) => {
      if (admitted === undefined || refused !== undefined) return;
      if (!complete && !has('serves-half-uploads')) {
        upload?.breakOff();
        return;
      }
      if (bytes > 0) decoder?.end();
      if (bytes === 0 && has('refuses-empty-probe') && admitted.method !== 'DELETE') {
        refuse({ status: 400, why: 'the body is empty' });
      }
      if (refused !== undefined) return;
      if (admitted.method === 'DELETE') remove(admitted);
      else if (upload !== undefined) finish(upload, admitted);
    },
    refusal: () => refused,
    reply: () => success,
  };
};
