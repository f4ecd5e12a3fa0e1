/** Languages: those of the document, and tags that it neither has nor excludes. */
import { arrives } from '../../../src/scenario/checks/icy2-fields.ts';
import { silent, under } from '../../../src/scenario/combine.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { ServerScenario } from '../../../src/scenario/scenario.ts';
import { comes, inTurn, minimal, withFields } from './sources.ts';

const name = 'Radio Language';

type Example = 'en' | 'en-US' | 'es' | 'fr' | 'de' | 'ja';

const example = (language: Example): ServerScenario => ({
  title: `the language ${language}`,
  needs: ['icy2', 'statistics'],
  send: comes('source', withFields(minimal(name), ['icy-language', language]), name),
  expect: {
    [`ICY2-LANG-ex-${language}`]: arrives('icy-language', [{ source: 'source', value: language }]),
  },
});

/** A script, a language of three letters, a case that nobody writes. */
const others = ['zh-Hant', 'fil', 'EN-us'].map((value, index) => ({
  value,
  source: `source-${String(index + 1)}`,
  canary: `${name} ${String(index + 1)}`,
}));

export const languages = suite('icy2/language', {
  en: example('en'),
  'en-US': example('en-US'),
  es: example('es'),
  fr: example('fr'),
  de: example('de'),
  ja: example('ja'),
  'other-tags': {
    title: 'tags of languages that the document does not have, as they were sent',
    needs: ['icy2', 'statistics'],
    send: inTurn(
      ...others.map(({ source, value, canary }) => ({
        conn: source,
        canary,
        fields: withFields(minimal(canary), ['icy-language', value]),
      })),
    ),
    expect: { 'ICY2-LANG-01': under('E-ICY-09', silent(arrives('icy-language', others))) },
  },
});
