/** A conversation in a few lines, one a connection: what is printed under a failure. */
import type { Body, Connection, Exchange, Observations } from './observations.ts';

const printable = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

const bodyWords = (body: Body): string[] => {
  if (body.length === 0 && body.chunks.length === 0) return [];
  const framing = body.framing.by === 'chunks' ? ` in ${String(body.chunks.length)} chunks` : '';
  return [`${String(body.length)} bytes${framing}${body.complete ? '' : ' (unfinished)'}`];
};

const exchangeWords = (exchange: Exchange): string[] => {
  const { request, interims, response } = exchange;
  return [
    cut(`${printable(request.head.method)} ${printable(request.head.target)} ${request.head.version}`, 80),
    ...interims.map((interim) => String(interim.head.status)),
    ...bodyWords(request.body),
    ...(response ? [String(response.head.status), ...bodyWords(response.body)] : []),
  ];
};

const endWords = (connection: Connection): string[] =>
  connection.ends.map((end) =>
    end.code === 'ABANDONED' ? 'left by us' : `${end.how.toUpperCase()} by ${end.by}`,
  );

const connectionLine = (connection: Connection): string => {
  const strays = connection.strays.map((stray) => `${String(stray.length)} stray bytes`);
  const taken = connection.taken ? [`${String(connection.taken.bytes)} bytes read`] : [];
  const faults = connection.faults.map((fault) => `✂ ${fault.fault} by us`);
  const words = [
    ...connection.exchanges.flatMap(exchangeWords),
    ...strays,
    ...taken,
    ...faults,
    ...endWords(connection),
  ];
  return `conn ${String(connection.id)}  ${connection.label}  ${words.join(' · ')}`;
};

/** The lines, in order of opening; at most eight, the rest counted. */
export const describe = (seen: Observations): string[] => {
  const lines = [
    ...seen.unreachable.map(
      (one) => `conn ${String(one.conn)}  ${one.label}  could not connect: ${one.code}`,
    ),
    ...seen.connections.map(connectionLine),
    ...(seen.command?.exit
      ? [
          `command ended with ${seen.command.exit.code === null ? (seen.command.exit.signal ?? 'a signal') : `exit code ${String(seen.command.exit.code)}`}`,
        ]
      : []),
  ];
  return lines.length <= 8
    ? lines
    : [...lines.slice(0, 7), `… and ${String(lines.length - 7)} more connections`];
};
