/** For every scenario of metadata, the deviation of ours that it must catch. */
import { statisticOf } from '../../src/icy/fields.ts';
import { server } from '../../src/scenario/mutant.ts';
import type { Mutant } from '../../src/scenario/mutant.ts';
import type { ClauseId } from '../../src/spec/index.ts';
import type { icy2MetadataScenarios } from './metadata.ts';
import { plainHeaders } from './metadata/fields.ts';
import type { PlainHeader } from './metadata/fields.ts';

type Id = keyof typeof icy2MetadataScenarios;

type OfFields = { readonly [Header in PlainHeader as `icy2/field/${Header}`]: Mutant };

const fieldClause = (header: PlainHeader): ClauseId => `ICY2-FIELD-${header}`;

const statisticClause = (header: PlainHeader): ClauseId => {
  const statistic = statisticOf(header);
  if (statistic === undefined) throw new Error(`${header} has no statistic`);
  return `ICY2-STATS-${statistic}`;
};

/** A server that falls over a value that is not right. */
const ofFields = Object.fromEntries(
  plainHeaders.map((header) => [`icy2/field/${header}`, server(`trips-over-${header}`, fieldClause(header))]),
) as OfFields;

/** A server that publishes a field under another name breaks the clause about this name, and no other. */
const misnamed = plainHeaders.map(
  (header) =>
    [
      `icy2/field/${header}`,
      server(`misnames-${statisticOf(header) ?? 'icy2-version'}`, statisticClause(header)),
    ] as const,
);

export const icy2MetadataMutants = {
  'icy2/detection/version-2.1': server('speaks-icy1-only', 'ICY2-VER-02'),
  'icy2/detection/version-2.0': server('knows-2.1-only', 'ICY2-VER-02'),
  'icy2/detection/version-2.2': server('knows-2.1-only', 'ICY2-VER-02', 'ICY2-PRIN-4', 'ICY2-FUT-22'),
  'icy2/detection/version-2.9': server('knows-2.1-only', 'ICY2-VER-02', 'ICY2-PRIN-4'),
  'icy2/detection/version-2.10': server('knows-2.1-only', 'ICY2-VER-02', 'ICY2-PRIN-4'),
  'icy2/detection/version-2.99': server('knows-2.1-only', 'ICY2-VER-02', 'ICY2-PRIN-4'),
  'icy2/detection/prefix-alone': server('needs-digits-in-versions', 'ICY2-VER-04'),
  'icy2/detection/prefix-and-letters': server('needs-digits-in-versions', 'ICY2-VER-04'),
  'icy2/detection/prefix-and-three-parts': server('needs-digits-in-versions', 'ICY2-VER-04'),
  'icy2/detection/version-2': server('takes-any-version', 'ICY2-VER-03'),
  'icy2/detection/version-3.0': server('takes-any-version', 'ICY2-VER-03'),
  'icy2/detection/version-1.0': server('takes-any-version', 'ICY2-VER-03'),
  'icy2/detection/version-20.1': server('takes-any-version', 'ICY2-VER-03'),
  'icy2/detection/version-v2.1': server('takes-any-version', 'ICY2-VER-03'),
  'icy2/detection/version-in-letters': server('refuses-unknown-versions', 'ICY2-VER-03'),
  'icy2/detection/version-empty': server('takes-any-version', 'ICY2-VER-03'),
  'icy2/detection/version-absent': server('reads-icy2-without-version', 'ICY2-VER-03'),
  'icy2/detection/other-dialect': server('reads-icy-meta-names-only', 'ICY2-VER-03'),
  'icy2/detection/version-with-blanks': server('speaks-icy1-only', 'ICY2-VER-04'),
  'icy2/detection/version-twice': server('speaks-icy1-only', 'ICY2-VER-01'),
  'icy2/detection/with-and-without': server('reads-icy2-without-version', 'ICY2-VER-01'),
  'icy2/detection/by-prefix': server('takes-any-version', 'ICY2-DET-01'),
  'icy2/detection/alternately': server('stays-icy2', 'ICY2-PRIN-2'),
  'icy2/detection/name-in-capitals': server('case-sensitive-version-field', 'ICY2-VER-05'),
  'icy2/detection/name-in-title-case': server('case-sensitive-version-field', 'ICY2-VER-05'),
  'icy2/detection/name-in-mixed-case': server('case-sensitive-version-field', 'ICY2-VER-05'),
  'icy2/detection/version-last': server('needs-version-first', 'ICY2-VER-01'),
  'icy2/detection/version-alone': server('demands-station-id', 'ICY2-PRIN-5'),
  'icy2/detection/minimal': server(
    'demands-more-than-the-minimum',
    'ICY2-MIN-1',
    'ICY2-MIN-2',
    'ICY2-MIN-3',
    'ICY2-MIN-4',
  ),

  ...ofFields,

  'icy2/statistics/every-field': server('leaves-icy2-out-of-json', 'ICY2-STATS-00'),
  'icy2/statistics/every-field-reversed': server('needs-version-first', 'ICY2-STATS-00'),
  'icy2/statistics/every-field-shuffled': server('needs-version-first', 'ICY2-STATS-00'),
  'icy2/statistics/json-and-xml-alike': server('leaves-icy2-out-of-xml', 'ICY2-STATS-00'),
  'icy2/statistics/version': server('misnames-icy2-version', 'ICY2-STATS-icy2-version'),
  'icy2/statistics/flags-not-sent': server(
    'flags-by-default',
    'ICY2-FIELD-icy-nsfw-default',
    'ICY2-FIELD-icy-ai-generated-default',
  ),
  'icy2/statistics/verified-without-proof': server('doubts-verification', 'ICY2-TRUST-01'),

  'icy2/language/en': server('speaks-icy1-only', 'ICY2-LANG-ex-en'),
  'icy2/language/en-US': server('shortens-languages', 'ICY2-LANG-ex-en-US'),
  'icy2/language/es': server('speaks-icy1-only', 'ICY2-LANG-ex-es'),
  'icy2/language/fr': server('speaks-icy1-only', 'ICY2-LANG-ex-fr'),
  'icy2/language/de': server('speaks-icy1-only', 'ICY2-LANG-ex-de'),
  'icy2/language/ja': server('speaks-icy1-only', 'ICY2-LANG-ex-ja'),
  'icy2/language/other-tags': server('shortens-languages', 'ICY2-LANG-01'),

  'icy2/legacy/icy1-source': server('refuses-icy1-sources', 'ICY2-PRIN-1b'),
  'icy2/legacy/icy-fields-without-version': server('forgets-icy1-fields-without-version', 'ICY2-BC-2'),
  'icy2/legacy/icy-fields-with-version': server('forgets-icy1-fields-with-version', 'ICY2-BC-2'),
  'icy2/legacy/ice-fields-with-version': server('forgets-ice-name', 'ICY2-BC-2'),
  'icy2/legacy/ice-and-icy-fields': server(
    ['forgets-ice-name', 'forgets-icy1-fields-with-version'],
    'ICY2-BC-2',
  ),
  'icy2/legacy/ice-wins-over-icy': server('forgets-ice-name', 'ICY2-BC-2'),

  'icy2/lifecycle/nothing-left': server('keeps-metadata-of-gone-sources', 'ICY2-STATS-00'),
  'icy2/lifecycle/icy1-after-icy2': server('inherits-metadata', 'ICY2-PRIN-1b'),
  'icy2/lifecycle/less-after-more': server('inherits-metadata', 'ICY2-STATS-00'),
  'icy2/lifecycle/replaced': server('keeps-first-metadata', 'ICY2-STATS-00'),
  'icy2/lifecycle/two-mount-points': server('mixes-up-mounts', 'ICY2-STATS-00'),
} as const satisfies Record<Id, Mutant>;

/** Further deviations, most of them for further clauses of a scenario. */
export const furtherIcy2MetadataMutants: readonly (readonly [keyof typeof icy2MetadataScenarios, Mutant])[] =
  [
    ...misnamed,
    ['icy2/detection/version-2.1', server('reads-icy-meta-names-only', 'ICY2-VER-02')],
    ['icy2/detection/version-in-letters', server('takes-any-version', 'ICY2-VER-03')],
    ['icy2/detection/version-3.0', server('refuses-unknown-versions', 'ICY2-VER-03')],
    ['icy2/detection/version-v2.1', server('trips-over-icy-metadata-version', 'ICY2-VER-03')],
    ['icy2/detection/version-absent', server('refuses-icy1-sources', 'ICY2-VER-03')],
    ['icy2/detection/with-and-without', server('speaks-icy1-only', 'ICY2-VER-01')],
    ['icy2/detection/by-prefix', server('knows-2.1-only', 'ICY2-DET-01')],
    ['icy2/field/icy-nsfw', server('drops-zero-flags', 'ICY2-STATS-icy2-nsfw')],
    ['icy2/field/icy-ai-generated', server('drops-zero-flags', 'ICY2-STATS-icy2-ai-generated')],
    [
      'icy2/field/icy-nsfw',
      server('publishes-flags-as-words', 'ICY2-FIELD-icy-nsfw', 'ICY2-STATS-icy2-nsfw'),
    ],
    [
      'icy2/field/icy-podcast-episode',
      server('splits-at-every-colon', 'ICY2-FIELD-icy-podcast-episode', 'ICY2-STATS-icy2-podcast-episode'),
    ],
    [
      'icy2/field/icy-emoji',
      server('loses-4-byte-icy2-text', 'ICY2-FIELD-icy-emoji', 'ICY2-STATS-icy2-emoji'),
    ],
    ['icy2/field/icy-dj-handle', server('leaves-icy2-out-of-xml', 'ICY2-STATS-icy2-dj-handle')],
    ['icy2/statistics/every-field', server('leaves-icy2-out-of-xml', 'ICY2-STATS-00')],
    ['icy2/statistics/every-field', server('speaks-icy1-only', 'ICY2-STATS-00')],
    ['icy2/statistics/json-and-xml-alike', server('leaves-icy2-out-of-json', 'ICY2-STATS-00')],
  ];
