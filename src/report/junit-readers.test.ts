/** What CI systems show of our JUnit file, by the rules of their own parsers, restated here as small readers. */
import { DOMParser, type Element } from '@xmldom/xmldom';
import { beforeAll, describe, expect, test } from 'vitest';
import { junitWith } from './index.ts';
import { replay } from './replay.ts';
import { sampleEvents } from './sample.ts';

let root: Element;

beforeAll(async () => {
  const xml = await replay(junitWith({ traces: 'reports/trace' }), sampleEvents);
  root = new DOMParser().parseFromString(xml, 'text/xml').documentElement as Element;
});

const children = (element: Element, name: string): Element[] =>
  Array.from(element.childNodes).filter((node): node is Element => node.nodeName === name);

const first = (element: Element, name: string): Element | undefined => children(element, name)[0];

const attribute = (element: Element | undefined, name: string): string => element?.getAttribute(name) ?? '';

/** Suites with their cases; only what lies directly in a suite counts. */
const suites = (): [suite: Element, cases: Element[]][] =>
  children(root, 'testsuite').map((suite) => [suite, children(suite, 'testcase')]);

const attachments = (output: string): string[] =>
  Array.from(output.matchAll(/\[\[ATTACHMENT\|([^[\]|]+?)\]\]/g), ([, path = '']) => path);

describe('GitLab', () => {
  interface Shown {
    readonly suite: string;
    readonly name: string;
    readonly status: 'failed' | 'error' | 'skipped' | 'success';
    readonly output: string;
    readonly attachment: string | undefined;
  }

  /** Identity is class and name, and of two alike the first stays; `system-out` is read of failures only, and only once. */
  const read = (): Shown[] => {
    const shown = new Map<string, Shown>();
    for (const testcase of suites().flatMap(([, cases]) => cases)) {
      const key = `${attribute(testcase, 'classname')} ${attribute(testcase, 'name')}`;
      if (shown.has(key)) continue;
      const failure = first(testcase, 'failure');
      const status = failure
        ? 'failed'
        : first(testcase, 'error')
          ? 'error'
          : first(testcase, 'skipped')
            ? 'skipped'
            : 'success';
      const [output, ...more] = children(testcase, 'system-out');
      if (more.length > 0) throw new Error('undefined method “match” for an Array');
      shown.set(key, {
        suite: attribute(testcase, 'classname'),
        name: attribute(testcase, 'name'),
        status,
        output: failure?.textContent ?? '',
        attachment: failure ? attachments(output?.textContent ?? '')[0] : undefined,
      });
    }
    return [...shown.values()];
  };

  test('shows every case once', () => {
    expect(read()).toHaveLength(16);
    expect(read().filter(({ status }) => status === 'failed')).toHaveLength(8);
    expect(read().filter(({ status }) => status === 'skipped')).toHaveLength(2);
    expect(read().filter(({ status }) => status === 'error')).toHaveLength(0);
  });

  test('tells by its suite column where a case belongs', () => {
    expect([...new Set(read().map(({ suite }) => suite))]).toEqual([
      'icecast.auth.server',
      'icecast.response.server',
      'icecast.mount.server',
      'icecast.reconnect.server',
      'icy2.statistics.server',
      'icy2.log.server',
      'icy2.detect.server',
      'ingestspec.run',
    ]);
  });

  test('shows of a failure both sides, the way to run it again, and the trace', () => {
    const failure = read().find(({ name }) => name === 'put-without-credentials ICE-AUTH-02');
    expect(failure?.output).toMatch(/expected {2}status 401\n {2}actual {4}status 200\n/);
    expect(failure?.output).toContain('again     head -c 65536 /dev/zero | curl -sS');
    expect(failure?.attachment).toBe('reports/trace/icecast.auth.put-without-credentials.ndjson');
  });
});

describe('Jenkins', () => {
  /** Of several failures of a case only the first is kept; package and class are parted at the last dot. */
  const read = () =>
    suites().flatMap(([suite, cases]) =>
      cases.map((testcase) => {
        const failure = first(testcase, 'error') ?? first(testcase, 'failure');
        const classname = testcase.getAttribute('classname') ?? attribute(suite, 'name');
        return {
          packageName: classname.slice(0, classname.lastIndexOf('.')),
          className: classname.slice(classname.lastIndexOf('.') + 1),
          name: attribute(testcase, 'name'),
          status: first(testcase, 'skipped') ? 'SKIPPED' : failure ? 'FAILED' : 'PASSED',
          details: attribute(failure, 'message'),
          stackTrace: failure?.textContent,
          skippedMessage: attribute(first(testcase, 'skipped'), 'message'),
          duration: Number(attribute(testcase, 'time')),
          failures: children(testcase, 'failure').length,
        };
      }),
    );

  test('loses no failure, as no case has two', () => {
    expect(Math.max(...read().map(({ failures }) => failures))).toBe(1);
    expect(read().filter(({ status }) => status === 'FAILED')).toHaveLength(8);
  });

  test('shows details, text, time and why something was skipped', () => {
    expect(read().find(({ status }) => status === 'FAILED')).toMatchObject({
      packageName: 'icecast.auth',
      className: 'server',
      name: 'put-without-credentials ICE-AUTH-02',
      details: 'ICE-AUTH-02: expected status 401; actual status 200',
      stackTrace: expect.stringContaining('status 401') as string,
      duration: 0.021,
    });
    expect(
      read().find(({ className, status }) => className === 'server' && status === 'SKIPPED'),
    ).toMatchObject({
      skippedMessage: expect.stringContaining('expected deviation: ') as string,
    });
  });
});

describe('Azure', () => {
  /** A suite becomes a run; attachments count inside of a case only. */
  const read = () =>
    suites().map(([suite, cases]) => ({
      title: attribute(suite, 'name'),
      results: cases.map((testcase) => ({
        title: attribute(testcase, 'name'),
        storage: attribute(testcase, 'classname'),
        outcome: first(testcase, 'failure')
          ? 'Failed'
          : first(testcase, 'skipped')
            ? 'NotExecuted'
            : 'Passed',
        message: attribute(first(testcase, 'failure'), 'message'),
        attachments: children(testcase, 'system-out').flatMap((output) =>
          attachments(output.textContent ?? ''),
        ),
      })),
    }));

  test('has a run for each suite and role, and the trace at each case that has one', () => {
    expect(read().map(({ title }) => title)).toContain('icy2 (server)');
    const results = read().flatMap((run) => run.results);
    expect(results.filter(({ outcome }) => outcome === 'Failed')).toHaveLength(8);
    for (const { attachments, title, storage } of results) {
      const without = storage === 'ingestspec.run' || title === 'recognised';
      expect(attachments, title).toHaveLength(without ? 0 : 1);
    }
  });
});

describe('dorny/test-reporter', () => {
  /** Cases are grouped by class; of a failure its text is shown, and the attribute `message` is not. */
  const read = () =>
    suites().flatMap(([suite, cases]) =>
      cases.map((testcase) => {
        const failure = first(testcase, 'failure') ?? first(testcase, 'error');
        const classname = attribute(testcase, 'classname');
        return {
          suite: attribute(suite, 'name').trim(),
          group: classname === attribute(suite, 'name') ? '' : classname,
          name: attribute(testcase, 'name').trim(),
          result: failure ? 'failed' : first(testcase, 'skipped') ? 'skipped' : 'success',
          details: failure?.textContent ?? '',
          time: Number.parseFloat(attribute(testcase, 'time')) * 1000,
        };
      }),
    );

  test('shows all that matters, since the text of a failure is enough by itself', () => {
    const failed = read().filter(({ result }) => result === 'failed');
    expect(failed).toHaveLength(8);
    for (const { details } of failed) expect(details).not.toBe('');
    expect(failed[0]).toMatchObject({ suite: 'icecast (server)', group: 'icecast.auth.server' });
    expect(failed[0]?.details).toContain('The server answers 401 to a request without credentials');
  });

  test('knows the time of every case and suite', () => {
    for (const { time } of read()) expect(time).not.toBeNaN();
    for (const [suite] of suites()) expect(Number.parseFloat(attribute(suite, 'time'))).not.toBeNaN();
  });
});

describe('mikepenz/action-junit-report', () => {
  /** Counts cases only, takes the first failure, and looks for a file named after the suite's or the class. */
  const read = () =>
    suites().flatMap(([suite, cases]) =>
      cases.map((testcase) => {
        const failure = first(testcase, 'failure') ?? first(testcase, 'error');
        const skipped = first(testcase, 'skipped') !== undefined;
        const details = (failure?.textContent ?? '').trim();
        const file = attribute(suite, 'file') || (attribute(testcase, 'classname').split('.').at(-1) ?? '');
        const escaped = file.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
        return {
          title: `${file}.${attribute(testcase, 'name')}`,
          message:
            attribute(failure, 'message') ||
            details.split('\n').slice(0, 2).join('\n') ||
            attribute(testcase, 'name'),
          level: failure && !skipped ? 'failure' : 'notice',
          file,
          places: details.match(new RegExp(` [^ ]*${escaped}.*?:\\d+`, 'g')),
        };
      }),
    );

  test('annotates what is red, with a message of one line', () => {
    const failures = read().filter(({ level }) => level === 'failure');
    expect(failures).toHaveLength(8);
    expect(failures[0]).toMatchObject({
      title: 'run.json.put-without-credentials ICE-AUTH-02',
      message: 'ICE-AUTH-02: expected status 401; actual status 200',
    });
    for (const { message } of failures) expect(message).not.toContain('\n');
  });

  test('never pins a failure to a file of the user that happens to be named like a class of ours', () => {
    for (const { file, places } of read()) {
      expect(file).toBe('run.json');
      expect(places).toBeNull();
    }
  });
});
