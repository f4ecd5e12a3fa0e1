/**
 * A one-file Node script that says to a server again what a trace says we said: the same bytes on as many
 * connections, each write waiting for as many received bytes as had been received then. Needs nothing but Node.
 */
import type { TraceEvent } from './event.ts';

interface Action {
  readonly conn: number;
  readonly do: 'open' | 'write' | 'wait' | 'fin' | 'rst';
  readonly bytes?: string;
  readonly received?: number;
}

const toBase64 = (latin1Text: string): string => btoa(latin1Text);

const actionsOf = (events: readonly TraceEvent[]): Action[] => {
  const received = new Map<number, number>();
  const waited = new Map<number, number>();
  const actions: Action[] = [];
  const ours = new Set<number>();
  const catchUp = () => {
    for (const [conn, bytes] of received) {
      if ((waited.get(conn) ?? 0) === bytes) continue;
      waited.set(conn, bytes);
      actions.push({ conn, do: 'wait', received: bytes });
    }
  };
  for (const event of events) {
    if (event.event === 'open' && event.by === 'us') {
      catchUp();
      ours.add(event.conn);
      actions.push({ conn: event.conn, do: 'open' });
    } else if (event.event === 'span' && ours.has(event.conn)) {
      if (event.dir === 'received') received.set(event.conn, event.offset + event.length);
      else {
        catchUp();
        const bytes = event.text === undefined ? (event.data ?? '') : toBase64(event.text);
        actions.push({ conn: event.conn, do: 'write', bytes });
      }
    } else if (event.event === 'end' && event.by === 'us' && ours.has(event.conn)) {
      catchUp();
      actions.push({ conn: event.conn, do: event.how === 'rst' ? 'rst' : 'fin' });
    }
  }
  return actions;
};

const player = String.raw`
const password = process.env.INGESTSPEC_PASSWORD ?? '';
const filled = (bytes) => {
  const text = Buffer.from(bytes, 'base64').toString('latin1');
  const token = Buffer.from(user + ':' + password).toString('base64');
  return Buffer.from(text.replace(/^(Authorization: \S+ )\*+$/gim, (_, start) => start + token), 'latin1');
};
const links = new Map();
const print = (conn, mark, text) => process.stdout.write(conn + ' ' + mark + ' ' + JSON.stringify(text) + '\n');
for (const action of actions) {
  if (action.do === 'open') {
    const socket = secure
      ? tls.connect({ host, port, rejectUnauthorized: false })
      : net.connect({ host, port, allowHalfOpen: true });
    const link = { socket, received: 0, over: false };
    socket.on('data', (data) => { link.received += data.length; print(action.conn, '<', data.toString('latin1').slice(0, 2000)); });
    for (const name of ['end', 'error', 'close']) {
      socket.on(name, (error) => { if (!link.over) print(action.conn, '<', name + (error?.code ? ' ' + error.code : '')); link.over = true; });
    }
    await new Promise((resolve) => { socket.once(secure ? 'secureConnect' : 'connect', resolve); socket.once('close', resolve); });
    links.set(action.conn, link);
    continue;
  }
  const link = links.get(action.conn);
  if (link === undefined) continue;
  if (action.do === 'wait') {
    const until = Date.now() + 10_000;
    while (link.received < action.received && !link.over && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
  } else if (action.do === 'write') {
    const bytes = filled(action.bytes);
    print(action.conn, '>', bytes.toString('latin1').slice(0, 300));
    link.socket.write(bytes);
  } else if (action.do === 'rst') link.socket.resetAndDestroy();
  else link.socket.end();
}
setTimeout(() => { for (const { socket } of links.values()) socket.destroy(); }, 3_000);
`;

/**
 * @param events the trace of one scenario against a server
 * @param origin `http://host:port` of the server
 * @param user the user whose password the script takes from INGESTSPEC_PASSWORD
 */
export const replayScript = (
  events: readonly TraceEvent[],
  id: string,
  origin: string,
  user: string,
): string => {
  const url = /^(https?):\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?/.exec(origin);
  const secure = url?.[1] === 'https';
  const host = (url?.[2] ?? '127.0.0.1').replace(/^\[|\]$/g, '');
  const port = Number(url?.[3] ?? (secure ? 443 : 80));
  return [
    `// ${id}: what was said to ${origin}, byte for byte. Run: INGESTSPEC_PASSWORD=… node <this file>`,
    `import net from 'node:net';`,
    `import tls from 'node:tls';`,
    `const [secure, host, port, user] = ${JSON.stringify([secure, host, port, user])};`,
    `const actions = [`,
    ...actionsOf(events).map((action) => `  ${JSON.stringify(action)},`),
    `];`,
    player.trim(),
    '',
  ].join('\n');
};
