/**
 * The JUnit document of a run: tap-junit's document for each suite, joined on the test number with what it loses.
 *
 * Whatever closes the gate is a `<failure>` with a type, never an `<error>`, which some readers take for a pass.
 */
import { DOMParser, XMLSerializer, type Document, type Element } from '@xmldom/xmldom';
import type { RunReport } from '../verdict/result.ts';
import { junitSuites, type JunitCase, type JunitOptions, type JunitSuite } from './junit-case.ts';
import { tapToJunit } from './tap-to-junit.ts';
import { line } from './text.ts';

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

const setAttributes = (element: Element, attributes: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
};

const append = (parent: Element, document: Document, name: string, text: string): void => {
  const element = document.createElement(name);
  element.appendChild(document.createTextNode(text));
  parent.appendChild(element);
};

const counts = (cases: readonly JunitCase[]): { tests: string; failures: string; skipped: string } => ({
  tests: String(cases.length),
  failures: String(cases.filter(({ outcome }) => outcome === 'failed').length),
  skipped: String(cases.filter(({ outcome }) => outcome === 'skipped').length),
});

const agree = (what: string, theirs: string | null, ours: string): void => {
  if (theirs !== ours)
    throw new Error(`harness error: tap-junit says ${what} ${theirs ?? 'nothing'}, the run ${ours}`);
};

/** Puts back into one of tap-junit's cases what TAP could not carry. */
const join = (element: Element, { name, classname, milliseconds, outcome, ...told }: JunitCase): void => {
  const document = element.ownerDocument as Document;
  const [failure] = element.getElementsByTagName('failure');
  const [skipped] = element.getElementsByTagName('skipped');
  agree(`that “${name}” has`, failure ? 'failed' : skipped ? 'skipped' : 'passed', outcome);
  element.removeAttribute('id');
  setAttributes(element, { name, classname, time: seconds(milliseconds) });
  if (skipped) setAttributes(skipped, { message: told.message });
  if (failure) {
    setAttributes(failure, { type: told.kind, message: told.message });
    failure.textContent = told.body;
  }
  if (told.output !== '') append(element, document, 'system-out', told.output);
};

const elements = (parent: Element): Element[] =>
  Array.from(parent.childNodes).filter((node): node is Element => node.nodeType === node.ELEMENT_NODE);

const propertiesOf = ({
  tool,
  target,
  profile,
  seed,
  shard,
  gate,
  environment,
}: RunReport): [string, string][] => [
  ['tool', `${tool.name} ${tool.version}`],
  ['target', [target.kind, target.url ?? target.command].filter(Boolean).join(' ')],
  ['profile', profile],
  ['seed', String(seed)],
  ...(shard === undefined
    ? []
    : ([['shard', `${String(shard.index)}/${String(shard.total)}`]] as [string, string][])),
  ['strict', String(gate.strict)],
  ['allow-inconclusive', String(gate.allowInconclusive)],
  ...Object.entries(target.features).map(([name, value]): [string, string] => [
    `feature.${name}`,
    String(value),
  ]),
  ...Object.entries(environment).map(([name, value]): [string, string] => [`environment.${name}`, value]),
];

const propertiesElement = (document: Document, report: RunReport): Element => {
  const properties = document.createElement('properties');
  for (const [name, value] of propertiesOf(report)) {
    const property = document.createElement('property');
    setAttributes(property, { name: line(name, 300), value: line(value, 1000) });
    properties.appendChild(property);
  }
  return properties;
};

const time = (cases: readonly JunitCase[]): string =>
  seconds(cases.reduce((sum, { milliseconds }) => sum + milliseconds, 0));

/** tap-junit's suite, checked against ours and completed. */
const suiteElement = (suite: JunitSuite, report: RunReport): Element => {
  const document = new DOMParser().parseFromString(tapToJunit(suite.name, suite.cases), 'text/xml');
  const [element] = document.getElementsByTagName('testsuite');
  if (!element) throw new Error('harness error: tap-junit wrote no test suite');
  const expected = counts(suite.cases);
  for (const [name, value] of Object.entries(expected)) agree(name, element.getAttribute(name), value);
  const found = elements(element);
  agree('there are cases', String(found.length), expected.tests);
  const numbered = new Map(found.map((each) => [each.getAttribute('id'), each]));
  suite.cases.forEach((each, index) => {
    const testcase = numbered.get(String(index + 1));
    if (!testcase)
      throw new Error(`harness error: tap-junit has lost test ${String(index + 1)} of ${suite.name}`);
    join(testcase, each);
  });
  setAttributes(element, {
    ...expected,
    name: suite.name,
    errors: '0',
    time: time(suite.cases),
    timestamp: line(report.started, 100),
    // A reader that looks for a file would otherwise take the class for one, and find one of the user's.
    file: 'run.json',
  });
  element.insertBefore(propertiesElement(document, report), element.firstChild);
  return element;
};

/**
 * A copy in another document, each element on a line of its own and text left as it is. Children are only ever
 * appended: to insert among many, xmldom goes through all of them.
 */
const laidOut = (element: Element, document: Document, depth: number): Element => {
  const copy = document.createElement(element.tagName);
  for (const { name, value } of Array.from(element.attributes)) copy.setAttribute(name, value);
  const children = elements(element);
  if (children.length === 0) {
    if (element.textContent) copy.appendChild(document.createTextNode(element.textContent));
    return copy;
  }
  for (const child of children) {
    copy.appendChild(document.createTextNode(newLine(depth + 1)));
    copy.appendChild(laidOut(child, document, depth + 1));
  }
  copy.appendChild(document.createTextNode(newLine(depth)));
  return copy;
};

const newLine = (depth: number): string => `\n${'  '.repeat(depth)}`;

/** The whole document, one element a line. */
export const junitDocument = (
  report: RunReport,
  bailOut: string | undefined,
  options: JunitOptions,
): string => {
  const suites = junitSuites(report, bailOut, options);
  const document = new DOMParser().parseFromString('<testsuites/>', 'text/xml');
  const root = document.documentElement;
  if (!root) throw new Error('harness error: an XML document without a root');
  const all = suites.flatMap(({ cases }) => cases);
  const { tests, failures } = counts(all);
  setAttributes(root, { name: 'ingestspec', tests, failures, errors: '0', time: time(all) });
  for (const suite of suites) {
    root.appendChild(document.createTextNode(newLine(1)));
    root.appendChild(laidOut(suiteElement(suite, report), document, 1));
  }
  root.appendChild(document.createTextNode(newLine(0)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document)}\n`;
};
