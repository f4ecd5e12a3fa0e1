/**
 * One line that runs a scenario again, made from its trace. Passwords are never in it: they stand as shell
 * variables that the reader sets.
 */
import type { Field, RequestHead } from '../http/message.ts';
import { isServerScenario, isSourceScenario, isPublication } from '../scenario/scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Step } from '../scenario/stimulus.ts';
import type { Connection, Exchange, Observations } from '../trace/observations.ts';

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Fields that curl makes by itself from other options. */
const madeByCurl = new Set([
  'host',
  'authorization',
  'content-length',
  'transfer-encoding',
  'expect',
  'user-agent',
]);

const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

const headOptions = (fields: readonly Field[]): string[] =>
  fields
    .filter((field) => !madeByCurl.has(field.name.toLowerCase()))
    .map((field) => `-H ${quote(`${field.name}: ${field.value}`)}`);

const field = (head: RequestHead, name: string): string | undefined =>
  head.fields.find((one) => one.name.toLowerCase() === name)?.value;

const authorization = (head: RequestHead, exchange: Exchange, user: string): string[] | undefined => {
  const value = field(head, 'authorization');
  if (value === undefined) return [];
  const credentials = exchange.credentials;
  if (!value.startsWith('Basic ') || credentials?.user !== 'right') return undefined;
  if (credentials.password === 'right') return [`-u ${quote(`${user}:`)}"$INGESTSPEC_PASSWORD"`];
  return [`-u ${quote(`${user}:wrong`)}`];
};

/** Steps that a script cannot repeat: connections of a particular kind, and what is done to the target itself. */
const beyondScript: readonly Step['do'][] = ['connect', 'restart'];
/** Steps that are more than one request, which curl cannot repeat either. */
const beyondCurl: readonly Step['do'][] = [...beyondScript, 'media', 'read-back'];

const has = (scenario: Scenario, kinds: readonly Step['do'][]): boolean =>
  isServerScenario(scenario) && scenario.send.some((step) => kinds.includes(step.do));

/** A request without a body, or with one that would have gone on to the end of the connection and never began. */
const isBodiless = ({ request: { head, body } }: Exchange): boolean =>
  body.framing.by === 'none' ||
  (body.framing.by === 'close' && body.length === 0 && field(head, 'expect') === undefined);

/** Where the body of a request comes from; what a body of media is made of, no line can say. */
const bodyOf = (exchange: Exchange, options: string): string => {
  const { framing, length } = exchange.request.body;
  const line = `curl ${options}`;
  if (isBodiless(exchange)) return line;
  return length === 0 && framing.by === 'chunks'
    ? `${line} </dev/null`
    : `head -c ${String(Math.max(length, 1))} /dev/zero | ${line}`;
};

/**
 * The curl line, or `undefined` where curl cannot say it: several connections or requests, a malformed head, bytes
 * that curl would write otherwise, or a body whose chunks matter.
 */
const curlLine = (scenario: Scenario, seen: Observations): string | undefined => {
  if (has(scenario, beyondCurl)) return undefined;
  const connections: readonly Connection[] = seen.connections.filter(
    (one) => one.by === 'us' && one.exchanges.length > 0,
  );
  const [connection, ...others] = connections;
  const exchange = connection?.exchanges[0];
  if (connection === undefined || exchange === undefined || others.length > 0) return undefined;
  if (connection.exchanges.length > 1 || connection.strays.some((stray) => stray.dir === 'sent'))
    return undefined;
  const { head, body } = exchange.request;
  const user = authorization(head, exchange, seen.parameters.user);
  const said =
    head.oddities.length === 0 && body.oddities.length === 0 && isPlain(head.text.replace(/\r\n/g, ''));
  const host = head.fields.filter((one) => one.name.toLowerCase() === 'host');
  if (!said || user === undefined || host.length !== 1 || body.chunks.some((chunk) => chunk.extension !== ''))
    return undefined;
  if (!head.target.startsWith('/') || !['HTTP/1.1', 'HTTP/1.0'].includes(head.version)) return undefined;
  const expect = field(head, 'expect');
  const method = head.method === 'GET' ? [] : [`-X ${quote(head.method)}`];
  const options = [
    '-sS -i --path-as-is --max-time 15',
    ...(head.version === 'HTTP/1.0' ? ['--http1.0'] : []),
    ...method,
    ...user,
    ...headOptions(head.fields),
    `-H ${quote(expect === undefined ? 'Expect:' : `Expect: ${expect}`)}`,
    ...(isBodiless(exchange) ? [] : ['-T -']),
    quote(`${seen.parameters.origin}${head.target}`),
  ];
  const whole = bodyOf(exchange, options.join(' '));
  return whole.length > longestLine ? undefined : whole;
};

/** A line that nobody would paste: the script says it then. */
const longestLine = 1_000;

/** The name of the one-file script that a run keeps for a scenario which curl cannot say. */
export const scriptName = (id: string): string => `repro/${id.replaceAll('/', '.')}.mjs`;

/** Whether the scenario is run again by its script rather than by curl. */
export const needsScript = (scenario: Scenario, seen: Observations): boolean =>
  isServerScenario(scenario) &&
  !has(scenario, beyondScript) &&
  curlLine(scenario, seen) === undefined &&
  seen.connections.length > 0;

/** The peer of ours that plays our part of a scenario for clients. */
export const servingPeer = (
  id: string,
  scenario: Scenario,
): 'icecast-server' | 'receiving-entity' | 'object-store' => {
  if (isPublication(id)) return 'object-store';
  return isSourceScenario(scenario) ? 'receiving-entity' : 'icecast-server';
};

/** What a repro line has to know besides the trace. */
export interface ReproContext {
  /** The target as the user named it, without secrets; empty for our own peers. */
  readonly subject: string;
  /** Where the files of the run are, as seen from where it was started. */
  readonly directory?: string;
}

/**
 * The line: curl, or a script of the run, for a server; for a client the command that serves the same again.
 */
export const reproOf = (
  id: string,
  scenario: Scenario,
  seen: Observations,
  context: ReproContext,
): string => {
  const { subject, directory } = context;
  if (subject === '') return `ingestspec test --only ${quote(id)}`;
  if (!isServerScenario(scenario)) {
    return `ingestspec peer ${servingPeer(id, scenario)} --serve ${quote(id)}   # then: ${subject}`;
  }
  const script =
    directory === undefined || !needsScript(scenario, seen)
      ? undefined
      : `node ${directory}/${scriptName(id)}`;
  return curlLine(scenario, seen) ?? script ?? `ingestspec test ${quote(subject)} --only ${quote(id)}`;
};
