/** Sends an object to a reader: in one write where it is small, and otherwise no faster than the reader takes it. */
import type { Link } from '../../wire/link.ts';
import type { House } from './house.ts';
import { joined } from './kept.ts';
import type { ObjectReply } from './object-reading.ts';
import type { StoredObject, Upload } from './object-store.ts';
import { finalHead } from './replies.ts';
import type { Opened } from './shelf.ts';

/** How much is read at a time. */
const pieceBytes = 64 * 1024;

const isUpload = (object: StoredObject | Upload): object is Upload => 'state' in object;

/** Sends from an object of which the length is known. Ends before the last piece is taken by the kernel. */
const sendWhole = async (link: Link, opened: Opened, from: number, to: number): Promise<void> => {
  for (let at = from; at < to && !link.state.closed;) {
    const bytes = opened.read(at, Math.min(pieceBytes, to - at));
    if (bytes.length === 0) {
      // Somebody else has cut the file short: the length that was told cannot be kept.
      link.reset();
      return;
    }
    at += bytes.length;
    if (at >= to) link.post('payload', bytes);
    else await link.send('payload', bytes);
  }
};

const changed = (upload: Upload): Promise<void> => new Promise((resolve) => upload.onceChanged(resolve));

/** Sends what is uploaded as it comes, in chunks. An upload that breaks off leaves the answer without its end. */
const sendGrowing = async (link: Link, upload: Upload, opened: Opened): Promise<void> => {
  for (let at = 0; !link.state.closed;) {
    const bytes = opened.read(at, pieceBytes);
    at += bytes.length;
    if (bytes.length > 0) await link.sendChunk(bytes);
    else if (upload.state === 'growing') await changed(upload);
    else if (upload.state === 'broken') {
      link.close();
      return;
    } else {
      void link.sendLastChunk();
      return;
    }
  }
};

/** As a server that reads the file of a path anew for each piece: a quirk. */
const sendTorn = async (
  link: Link,
  { path }: StoredObject,
  to: number,
  { store, tornMs }: House,
): Promise<void> => {
  const half = Math.floor(to / 2);
  const read = async (from: number, end: number): Promise<void> => {
    const opened = store?.find(path)?.content.open();
    if (opened === undefined) link.reset();
    else {
      await sendWhole(link, opened, from, end);
      opened.close();
    }
  };
  await read(0, half);
  await new Promise<void>((resolve) => {
    store?.oncePut(path, resolve);
    setTimeout(resolve, tornMs).unref();
  });
  await read(half, to);
};

/** Objects that are torn are longer than this: a reader has no time to begin with a short one. */
const shortest = 16 * 1024;

/**
 * Sends the answer.
 *
 * @param over called when nothing more of it will be sent, at once where it is short
 */
export const sendObject = (
  link: Link,
  { status, fields, object, from, to, withBody }: ObjectReply,
  closes: boolean,
  house: House,
  over: () => void,
): void => {
  const { settings } = house;
  const growing = isUpload(object);
  const head = Buffer.from(
    finalHead(
      status,
      [...fields, growing ? ['Transfer-Encoding', 'chunked'] : ['Content-Length', String(to - from)]],
      closes,
      settings,
    ),
    'latin1',
  );
  const opened = growing ? object.open() : object.content.open();
  if (!withBody || from === to || opened === undefined) {
    opened?.close();
    link.post('head', head);
    if (opened === undefined) link.reset();
    over();
    return;
  }
  const ends = (): void => {
    opened.close();
    over();
  };
  if (growing) {
    link.post('head', head);
    void sendGrowing(link, object, opened).then(ends);
    return;
  }
  if (settings.has('tears-readers') && to > shortest) {
    link.post('head', head);
    void sendTorn(link, object, to, house).then(ends);
    return;
  }
  const first = to - from <= pieceBytes ? opened.read(from, to - from) : undefined;
  if (first?.length === to - from) {
    link.post('head', joined([head, first]));
    ends();
    return;
  }
  link.post('head', head);
  void sendWhole(link, opened, from, to).then(ends);
};
