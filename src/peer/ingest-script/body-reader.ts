/** Reads the body of a request as what it carries, its content coding undone. */
import { Gunzip } from 'fflate';
import { valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import type { IngestListener } from '../../media/ingest/ingest-object.ts';
import { ingestReader } from '../../media/ingest/ingest-reader.ts';

export interface BodyReader {
  push(bytes: Uint8Array): void;
  /** `complete` says whether the body ended as its sender meant it to. */
  end(complete: boolean): void;
}

/** How much is inflated at once: what comes of it is held for a moment, and is a thousand times as much at most. */
const slice = 4 * 1024;

/** Undoes gzip for a reader; after a fault nothing more comes. */
const inflating = (reader: BodyReader): BodyReader => {
  let broken = false;
  const stream = new Gunzip((bytes) => {
    reader.push(bytes);
  });
  const feed = (bytes: Uint8Array): void => {
    if (broken) return;
    try {
      stream.push(bytes);
    } catch {
      broken = true;
    }
  };
  return {
    push: (bytes) => {
      for (let at = 0; at < bytes.length; at += slice) feed(bytes.slice(at, at + slice));
    },
    end: (complete) => {
      reader.end(complete && !broken);
    },
  };
};

/** Gives the body of this request to a reader, its content coding undone. */
export const decoded = (head: RequestHead, reader: BodyReader): BodyReader => {
  const coding = valueOf(head, 'content-encoding')?.trim().toLowerCase();
  return coding === 'gzip' || coding === 'x-gzip' ? inflating(reader) : reader;
};

/** A reader for the media in the body of this request. */
export const bodyReader = (head: RequestHead, listener: IngestListener): BodyReader =>
  decoded(head, ingestReader(listener));
