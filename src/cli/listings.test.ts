import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { features } from '../scenario/scenario.ts';
import { ruleIds } from '../rules/facts/index.ts';
import { rules } from '../rules/rules.ts';
import { clauses, errata } from '../spec/index.ts';
import type { ClauseId } from '../spec/index.ts';
import { rulesDeciding } from './list-rules.ts';
import { allQuirks, allScenarios } from './registry.ts';
import { typed } from './typed.ts';

const jsonOf = async (...argv: string[]): Promise<unknown> =>
  JSON.parse((await typed([...argv, '--json'])).out) as unknown;

describe('list', () => {
  test.each<[what: string, count: number]>([
    ['suites', 5],
    ['scenarios', allScenarios.length],
    ['clauses', Object.keys(clauses).length],
    ['rules', ruleIds.length],
    ['quirks', allQuirks.length],
    ['profiles', 3],
    ['features', Object.keys(features).length],
    ['reporters', 9],
  ])('%s has a line and an item for each', async (what, count) => {
    const { code, out, err } = await typed(['list', what]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.trimEnd().split('\n')).toHaveLength(count);
    expect(await jsonOf('list', what)).toHaveLength(count);
  });

  test('scenarios has the shape that machines rely on', async () => {
    expect(await jsonOf('list', 'scenarios')).toContainEqual({
      id: 'icecast/auth/put-without-credentials',
      suite: 'icecast',
      role: 'server',
      title: expect.any(String) as string,
      clauses: ['ICE-AUTH-02'],
      mutants: expect.arrayContaining([expect.any(String)]) as string[],
    });
  });
});

test('list rules has the shape that machines rely on', async () => {
  expect(await jsonOf('list', 'rules')).toContainEqual({
    id: 'CMAF-TRK-001',
    family: 'CMAF-TRK',
    title: rules['CMAF-TRK-001'].says,
    severity: 'error',
    strict: 'error',
    confidence: 'high',
    standard: expect.stringContaining('23000-19') as string,
    clauses: rules['CMAF-TRK-001'].decides,
    mutants: expect.any(Number) as number,
  });
});

test('list clauses names the rules that decide a clause, and calls it checked', async () => {
  const items = (await jsonOf('list', 'clauses')) as { id: string; rules: string[] }[];
  expect(items.find(({ id }) => id === 'DI-MT-01a')?.rules).toContain('CMAF-TRK-001');
  expect((await typed(['list', 'clauses'])).out).toMatch(/\nDI-MT-01a +must +checked /);
});

describe('explain', () => {
  const everything = [
    ...Object.keys(clauses),
    ...allScenarios.map(({ id }) => id),
    ...allQuirks.map(({ id }) => id),
    ...ruleIds,
    ...Object.keys(errata),
    ...Object.keys(features),
  ];

  const isRule = (id: string): boolean => (ruleIds as readonly string[]).includes(id);

  test('has a page for every id that there is', async () => {
    for (const id of everything) {
      const { code, out, err } = await typed(['explain', id]);
      expect({ id, code, err }).toEqual({ id, code: 0, err: '' });
      expect(out.startsWith(`${id}  `), id).toBe(true);
      // Of flags that a standard leaves undefined there is something to say.
      const broken =
        isRule(id) || out.includes(rules['ISO-BOX-011'].says)
          ? /(?:: | {2})undefined\b|\[object/
          : /undefined|\[object/;
      expect(out, id).not.toMatch(broken);
    }
  });

  test('tells of a clause what it demands, how it is read and what checks it', async () => {
    const { out } = await typed(['explain', 'ice-req-te']);
    for (const part of [
      'ICE-REQ-TE',
      'chunked',
      'E-ICE-04',
      'practical',
      'icecast/framing/chunked-is-decoded',
      '--clause ICE-REQ-TE',
    ]) {
      expect(out).toContain(part);
    }
  });

  test('tells of a scenario what is done, what is judged and what it must catch', async () => {
    const server = await typed(['explain', 'icecast/auth/put-with-wrong-password']);
    for (const part of [
      'we send',
      'with a wrong password',
      'ICE-AUTH-08 (must)',
      'mutant',
      '--only icecast/auth/put-with-wrong-password',
    ]) {
      expect(server.out).toContain(part);
    }
    const client = await typed(['explain', 'icecast/client/redirect/307-to-another-authority']);
    for (const part of ['we serve', '307 at once', 'and all that follow', 'peer icecast-server --serve'])
      expect(client.out).toContain(part);
  });

  test('tells of a rule what it demands, what it weighs, where it stands and what it must catch', async () => {
    const { out } = await typed(['explain', 'cmaf-trk-001']);
    for (const part of [
      rules['CMAF-TRK-001'].says,
      'rule · must · error',
      '23000-19 7.3.2.2',
      'DI-MT-01a: ',
      'mutant',
      'ingestspec validate --rule CMAF-TRK-001 FILE',
    ]) {
      expect(out).toContain(part);
    }
  });

  test('tells of a verdict what it means for the exit code', async () => {
    expect((await typed(['explain', 'inconclusive'])).out).toContain('--allow-inconclusive');
  });
});

describe('coverage', { timeout: 120_000 }, () => {
  test('is what a run emits, with a line that counts', async () => {
    const { code, out, err } = await typed(['coverage', '--doc', 'icecast']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/\nicecast: 39 clauses: \d+ checked, \d+ excluded, 0 planned\n$/);
  });

  test('has the shape that machines rely on', async () => {
    const { clauses: items } = (await jsonOf('coverage')) as {
      clauses: { id: ClauseId; status: string; scenarios: string[]; rules: string[] }[];
    };
    expect(items).toHaveLength(Object.keys(clauses).length);
    for (const { id, status, rules: by } of items) {
      expect(by, id).toEqual(rulesDeciding(id).map((rule) => rule.id));
      if (by.length > 0) expect({ id, status }).toEqual({ id, status: 'checked' });
    }
    expect(items.find(({ id }) => id === 'DI-MT-01a')?.rules).toContain('CMAF-TRK-001');
    expect(items.find(({ id }) => id === 'ICE-AUTH-02')).toMatchObject({
      doc: 'icecast',
      level: 'must',
      status: 'checked',
      rules: [],
    });
    expect(items.find(({ id }) => id === 'ICE-CONV-01')).toMatchObject({
      status: 'excluded',
      reason: expect.any(String) as string,
      scenarios: [],
    });
  });
});

describe('explain of what concerns ingest', () => {
  const page = async (id: string): Promise<string> => (await typed(['explain', id])).out;

  test('a quirk that two peers of ours have is told for both', async () => {
    const out = await page('omits-host');
    expect(out).toMatch(/^omits-host {2}quirk of our source-client, and of our ingest-source\n/);
    expect(out).toContain(
      'ingestspec peer source-client http://source:hackme@HOST:PORT/MOUNT --quirk omits-host',
    );
    expect(out).toContain(
      'ingestspec peer ingest-source http://ingest:secret@HOST:PORT/PUBLISHING-POINT --quirk omits-host',
    );
  });

  test('a scenario says how the source reaches us, what is done to it, and how to play it by hand', async () => {
    const moved = await page('cmaf/client/names/moved');
    expect(moved).toContain(
      'under a name with a TTL of 2 s and addresses of IPv4: ours; after the move our second',
    );
    expect(moved).toContain('after fragment 3: moves to another address');
    expect(moved).toContain('ingestspec peer receiving-entity --serve cmaf/client/names/moved');
    expect(moved).toContain(
      'sudo ingestspec test --only cmaf/client/names/moved --setup namespaces -- COMMAND',
    );
    expect(await page('cmaf/client/tls/client-certificate')).toContain(
      'over TLS with a certificate that can be trusted and a demand for that of the source',
    );
    expect(await page('cmaf/client/instances/takeover')).toContain(
      'a second instance of the source is started when the first has been killed',
    );
  });
});

describe('self-test', () => {
  test('ends with the line that counts', async () => {
    const { code, out, err } = await typed(['self-test', '--only', 'icecast/auth/put-*']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/\n\d+ scenarios, 0 rules, (\d+) mutants: \1 caught, 0 escaped\n$/);
  });

  test('tries rules by their mutants', async () => {
    const one = await typed(['self-test', '--rules', '--only', 'CMAF-TRK-001']);
    expect(one).toMatchObject({ code: 0, err: '' });
    expect(one.out).toMatch(/^✓ CMAF-TRK-001 {2}/);
    expect(one.out).toMatch(/\n0 scenarios, 1 rules, (\d+) mutants: \1 caught, 0 escaped\n$/);
    const family = (await jsonOf('self-test', '--only', 'CMAF-TRK')) as { rule?: string }[];
    expect(family.map(({ rule }) => rule)).toContain('CMAF-TRK-001');
    expect(family.every(({ rule }) => rule?.startsWith('CMAF-TRK-'))).toBe(true);
  });

  test('of a suite tries its scenarios, and no rules', async () => {
    const { code, out } = await typed(['self-test', '--suite', 'cmaf', '--only', '*/fragment*']);
    expect(code).toBe(0);
    expect(out).toMatch(/\n[1-9]\d* scenarios, 0 rules, (\d+) mutants: \1 caught, 0 escaped\n$/);
    expect(out).not.toContain('icecast/');
    expect(await typed(['self-test', '--suite', 'cmaf', '--rules'])).toMatchObject({ code: 2 });
  });

  test('is exit code 5 where nothing is selected', async () => {
    expect(await typed(['self-test', '--only', 'x*'])).toMatchObject({ code: 5, out: '' });
  });
});

describe('init', () => {
  const cwd = mkdtempSync(path.join(tmpdir(), 'ingestspec-init-'));
  const file = path.join(cwd, 'ingestspec.yaml');
  afterAll(() => {
    rmSync(cwd, { recursive: true, force: true });
  });

  test('writes a config file that says nothing until it is edited, and does so once', async () => {
    expect(await typed(['init'], { cwd })).toMatchObject({ code: 0, out: '' });
    const written = readFileSync(file, 'utf8');
    expect((await typed(['test', '--only', 'icecast/auth/put-without-credentials'], { cwd })).code).toBe(0);
    expect(await typed(['init'], { cwd })).toEqual({
      code: 2,
      out: '',
      err: 'ingestspec: there is an ingestspec.yaml already: edit it, or remove it first\n',
    });
    expect(readFileSync(file, 'utf8')).toBe(written);
  });

  test('every key that it explains exists', async () => {
    const uncommented = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => /^# [a-z]\w*:( |$)/i.test(line) && !line.includes('ingestspec.yaml'))
      .map((line) =>
        line
          .slice(2)
          .replace(/ {2,}#.*/, '')
          .replace(/^(target|accounts|features|baseline):$/, '$1:'),
      );
    expect(uncommented.length).toBeGreaterThan(20);
    const { loadConfig } = await import('../config/config-file.ts');
    for (const line of uncommented) {
      if (/^(target|accounts|features|baseline|tls):/.test(line)) continue;
      writeFileSync(file, `${line}\n`);
      const names = { scenarios: ['icecast/a'], reporters: ['pretty', 'junit'] };
      expect(() => loadConfig(file, line, names), line).not.toThrow();
    }
  });
});
