/** What a listener is given of the stream: the bytes alone, or with blocks of metadata between them. */
import { interleaver, metadataBlock } from '../../icy/metaint.ts';
import { join } from '../../media/bytes.ts';
import type { Mount } from './mounts.ts';
import type { Settings } from './settings.ts';

/** Bytes of stream between two blocks of metadata, as announced; Icecast's own number. */
export const metaint = 16_000;

/** Bytes of stream between two blocks of a server that does not keep to what it announces. */
const otherMetaint = 15_000;

const nothingNew = metadataBlock({});

const announcedLonger = (block: Uint8Array): Uint8Array => {
  const copy = Uint8Array.from(block);
  copy[0] = Math.min((block[0] ?? 0) + 1, 255);
  return copy;
};

/** Leaves out the byte that follows a block. */
const losing = (): ((bytes: Uint8Array) => Uint8Array) => {
  let passed = 0;
  return (bytes) => {
    const kept = bytes.filter((_, index) => (passed + index + 1) % (metaint + 1) !== 0);
    passed += bytes.length;
    return kept;
  };
};

/** The bytes of the stream with a block after every `metaint` of them: the title where it is news, else nothing. */
const withMetadata = (mount: Mount, { has }: Settings): ((bytes: Uint8Array) => Uint8Array) => {
  let told: string | undefined;
  const news = (): Uint8Array => {
    const { title } = mount;
    if (title === told && !has('repeats-titles')) return nothingNew;
    told = title;
    return metadataBlock(title === undefined ? {} : { StreamTitle: title });
  };
  const beside = has('title-beside-the-block');
  const nextBlock = (): Uint8Array => {
    const block = beside ? nothingNew : news();
    return has('overlong-blocks') ? announcedLonger(block) : block;
  };
  const interleaved = interleaver(has('wrong-metaint') ? otherMetaint : metaint, nextBlock);
  if (has('loses-byte-at-block')) {
    const lossy = losing();
    return (bytes) => interleaved(lossy(bytes));
  }
  if (!beside) return interleaved;
  return (bytes) => (mount.title === told ? interleaved(bytes) : join([news(), interleaved(bytes)]));
};

export interface ListenerStream {
  /** Whether blocks of metadata are announced. */
  readonly interleaved: boolean;
  /** What is written for a run of the stream. */
  readonly shaped: (bytes: Uint8Array) => Uint8Array;
}

/** @param asked whether the listener asked for metadata */
export const listenerStream = (mount: Mount, asked: boolean, settings: Settings): ListenerStream => {
  const interleaved = asked ? !settings.has('no-metaint') : settings.has('metaint-unasked');
  return { interleaved, shaped: interleaved ? withMetadata(mount, settings) : (bytes) => bytes };
};
