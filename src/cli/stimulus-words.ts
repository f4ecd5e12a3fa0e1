/** What a scenario does, in words: its steps towards a server, or its behaviours towards a client. */
import { stepWords } from '../peer/perform/step-words.ts';
import { untilWords } from '../peer/script/enough.ts';
import { behaviourWords } from '../scenario/behaviour.ts';
import type { Behaviour } from '../scenario/behaviour.ts';
import { actWords, ingestUntilWords } from '../scenario/ingest/act.ts';
import { listenerActWords, listenerUntilWords } from '../scenario/icy2/listening.ts';
import { isListenerScenario, isServerScenario, isSourceScenario } from '../scenario/scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { receptionWords, referenceWords } from './reception-words.ts';
import type { BodyFraming, Identity, RequestPlan, Step } from '../scenario/stimulus.ts';

/** Line ends and the like are spelled out, and a long value would hide the rest. */
const shown = (text: string): string => {
  const plain = JSON.stringify(text).slice(1, -1);
  return plain.length > 60 ? `${plain.slice(0, 59)}… (${String(text.length)} characters)` : plain;
};

const identityWords = (as: Identity): string => {
  if (typeof as === 'object') {
    return 'account' in as ? `as the account “${as.account}”` : `Authorization: ${shown(as.authorization)}`;
  }
  const words = {
    owner: 'with the right credentials',
    nobody: 'without credentials',
    stranger: 'with a wrong password',
    impostor: 'with a wrong user',
    nameless: 'with an empty user',
    admin: 'as the administrator',
  } as const;
  return words[as];
};

const framingWords = (framing: BodyFraming | undefined): string[] => {
  if (framing === undefined) return [];
  const words = {
    length: 'a body with Content-Length',
    chunks: 'a body in chunks',
    close: 'a body that ends with the connection',
  };
  return [words[framing.by]];
};

const fieldWords = (fields: RequestPlan['fields']): string[] =>
  fields.length > 6
    ? [`${String(fields.length)} further fields`]
    : fields.map(([name, value]) => `${shown(name)}: ${shown(value)}`);

const hostWords = (hosts: readonly string[]): string[] => {
  if (hosts.length === 1) return [];
  return [hosts.length === 0 ? 'no Host' : `${String(hosts.length)} Host lines`];
};

/** What is particular about a request, beyond its method and target. */
const planWords = (plan: RequestPlan): string =>
  [
    identityWords(plan.as),
    ...(plan.version === 'HTTP/1.1' ? [] : [plan.version]),
    ...(plan.scheme === 'Basic' ? [] : [`scheme ${plan.scheme}`]),
    ...hostWords(plan.hosts),
    ...(plan.contentType === undefined ? [] : [shown(plan.contentType)]),
    ...framingWords(plan.framing),
    ...(plan.coding === undefined ? [] : [`content coding ${plan.coding}`]),
    ...(plan.expect === undefined ? [] : [`Expect: ${shown(plan.expect)}`]),
    ...fieldWords([...plan.fields, ...plan.rawFields]),
    ...(plan.lineEnd === '\r\n' ? [] : [`lines that end in ${shown(plan.lineEnd)}`]),
  ].join(', ');

/** What is particular about how media are sent. */
const mediaWords = (step: Step & { do: 'media' }): string =>
  [
    ...(step.pace === 'real-time' ? ['in real time'] : []),
    ...(step.chunkBytes === undefined ? [] : [`in chunks of ${String(step.chunkBytes)} bytes`]),
    ...(step.extension === undefined ? [] : [`chunk lines end in ${shown(step.extension)}`]),
    ...(step.regardless ? ['whatever the answer'] : []),
  ].join(', ');

const stepLine = (step: Step): string => {
  const particular = 'plan' in step ? planWords(step.plan) : step.do === 'media' ? mediaWords(step) : '';
  return particular === '' ? stepWords(step) : `${stepWords(step)}; ${particular}`;
};

const behaviourLine = (behaviour: Behaviour): string =>
  [
    ...(behaviour.closedFor === undefined ? [] : ['the port is closed for a while']),
    behaviourWords(behaviour),
    ...fieldWords(behaviour.final?.fields ?? []),
  ].join(', ');

/** What each request meets, the last of them all that follow too. */
const turnLines = (turns: readonly string[]): string[] => {
  const last = turns.length - 1;
  return turns.map((words, index) => {
    const which =
      last === 0
        ? 'every request'
        : `request ${String(index + 1)}${index === last ? ' and all that follow' : ''}`;
    return `${which}: ${words}`;
  });
};

/** What we do, a line each. */
export const stimulusWords = (scenario: Scenario): string[] => {
  if (isServerScenario(scenario)) return scenario.send.map(stepLine);
  if (isSourceScenario(scenario)) {
    const ours = referenceWords(scenario.reference ?? {});
    return [
      ...receptionWords(scenario),
      ...scenario.receive.map(actWords),
      `until there are ${ingestUntilWords(scenario.until)}`,
      ...(ours === '' ? [] : [`our own source sends ${ours}`]),
    ];
  }
  if (isListenerScenario(scenario))
    return [
      ...turnLines(scenario.play.map(listenerActWords)),
      `until there are ${listenerUntilWords(scenario.until)}`,
    ];
  return [...turnLines(scenario.serve.map(behaviourLine)), `until there are ${untilWords(scenario.until)}`];
};
