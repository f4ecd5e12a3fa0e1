/** A listener of a mount point: its answer, and its place in the audience. */
import type { RequestHead } from '../../http/message.ts';
import { valueOf } from '../../http/message.ts';
import type { Link, LinkListener } from '../../wire/link.ts';
import { audienceOf } from './audience.ts';
import { closeInOrder } from './closing.ts';
import type { House } from './house.ts';
import { listenerStream, metaint } from './listener-stream.ts';
import type { Mount } from './mounts.ts';
import { replyText } from './replies.ts';

/** Answers a GET or HEAD of a mount point that has a source. */
export const listenerSession = (link: Link, head: RequestHead, mount: Mount, house: House): LinkListener => {
  const asked = valueOf(head, 'Icy-MetaData') === '1';
  const { interleaved, shaped } = listenerStream(mount, asked, house.settings);
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
  const audience = audienceOf(link, shaped, house);
  mount.join(audience);
  const leave = () => {
    mount.leave(audience);
    link.close();
  };
  return { fin: leave, closed: leave };
};
