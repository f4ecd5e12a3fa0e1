/** A listener of a mount point: its answer, and its place in the audience. */
import type { RequestHead } from '../../http/message.ts';
import { valueOf } from '../../http/message.ts';
import { interleaver, metadataBlock } from '../../icy/metaint.ts';
import type { Link, LinkListener } from '../../wire/link.ts';
import { audienceOf } from './audience.ts';
import { closeInOrder } from './closing.ts';
import type { House } from './house.ts';
import type { Mount } from './mounts.ts';
import { replyText } from './replies.ts';

/** Bytes of stream between two blocks of metadata; Icecast's own number. */
const metaint = 16_000;

/** The bytes of the stream with a block after every `metaint` of them: the title where it is news, else nothing. */
const withMetadata = (mount: Mount): ((bytes: Uint8Array) => Uint8Array) => {
  let told: string | undefined;
  return interleaver(metaint, () => {
    const { title } = mount;
    if (title === told) return metadataBlock({});
    told = title;
    return metadataBlock(title === undefined ? {} : { StreamTitle: title });
  });
};

/** Answers a GET or HEAD of a mount point that has a source. */
export const listenerSession = (link: Link, head: RequestHead, mount: Mount, house: House): LinkListener => {
  const interleaved = valueOf(head, 'Icy-MetaData') === '1';
  const reply = {
    status: 200,
    fields: [
      ['Content-Type', mount.info.contentType],
      ['Cache-Control', 'no-cache'],
      ...mount.info.headers,
      ...(interleaved ? [['icy-metaint', String(metaint)] as const] : []),
    ] as const,
  };
  void link.sendHead(replyText(reply, house.now(), house.settings));
  if (head.method === 'HEAD') {
    closeInOrder(link, house);
    return {};
  }
  const audience = audienceOf(link, interleaved ? withMetadata(mount) : (bytes) => bytes, house);
  mount.join(audience);
  const leave = () => {
    mount.leave(audience);
    link.close();
  };
  return { fin: leave, closed: leave };
};
