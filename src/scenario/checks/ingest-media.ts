/** The media that an ingest source sent, as the rules of the validator judge them. */
import { severityOf } from '../../rules/engine/collector.ts';
import type { Severity } from '../../rules/facts/facts.ts';
import type { RuleId } from '../../rules/facts/index.ts';
import type { Finding } from '../../rules/finding.ts';
import { rules } from '../../rules/rules.ts';
import type { ClauseId } from '../../spec/index.ts';
import type { Observations } from '../../trace/observations.ts';
import type { Broken, Check, Outcome } from '../check.ts';
import { met, noted, unclear } from '../combine.ts';
import { given, mediaOccasions } from '../ingest/media-occasions.ts';
import type { Given, Occasion } from '../ingest/media-occasions.ts';
import { receivedMedia } from '../ingest/received-media.ts';
import type { ReceivedMedia } from '../ingest/received-media.ts';
import type { ReceivedFinding } from '../ingest/received-objects.ts';
import { quoted } from './client-select.ts';
import { counted, notThere } from './ingest-select.ts';

const gravest: readonly Severity[] = ['error', 'warning', 'info'];

/** The rules that decide a clause, and those by whose other name they do. */
const rulesOf = (clause: ClauseId): readonly RuleId[] => [
  ...new Set(
    (Object.keys(rules) as RuleId[]).flatMap((id) => {
      const rule = rules[id];
      if (rule?.decides?.includes(clause) !== true || rule.about === 'excluded') return [];
      return rule.about === 'alias' ? rule.of : [id];
    }),
  ),
];

/** What a finding is worth for a clause: where only another name of its rule decides that, what that one is worth. */
const severityFor = (clause: ClauseId, { rule, aliases, severity }: Finding): Severity => {
  const decides = (id: RuleId): boolean => rules[id]?.decides?.includes(clause) === true;
  if (decides(rule)) return severity;
  const named = aliases.filter(decides).map((id) => gravest.indexOf(severityOf(id, { strict: false })));
  return gravest[Math.max(gravest.indexOf(severity), Math.min(...named))] ?? severity;
};

/** Whether a finding is about what a sentence speaks of. */
const isSpokenOf = (
  { finding, track }: ReceivedFinding,
  occasion: Occasion | undefined,
  media: ReceivedMedia,
): boolean => {
  const { isAbout, box } = occasion ?? {};
  if (box !== undefined && !`${finding.box} ${finding.message}`.includes(box)) return false;
  if (isAbout === undefined || track === undefined) return true;
  return media.tracks.some((one) => one.sent.key === track && isAbout(one));
};

/** Places of one finding, counted, as a reader can bear them. */
const whereWords = ({ finding, request }: ReceivedFinding): string => {
  const { box, offset, count, rule } = finding;
  const place = box === '' && offset === 0 ? '' : `${box} at byte ${String(offset)} of `.trimStart();
  const often = count > 1 ? `, ${String(count)} times` : '';
  return `in ${place}${quoted(request)} (${rule}${often})`;
};

/** What is wrong, where, and by which rule. */
const actualWords = (found: ReceivedFinding, others: number): string => {
  const { message, actual } = found.finding;
  const what = actual === undefined ? message : `${message}: ${actual}`;
  const more = others === 0 ? '' : `; ${counted(others, 'further finding')}`;
  return `${what}, ${whereWords(found)}${more}`;
};

const brokenBy = (found: ReceivedFinding, severity: Severity, others: number): Broken => {
  const { expected, rule } = found.finding;
  return {
    outcome: 'broken',
    expected: expected ?? `what ${rule} asks: ${rules[rule]?.says ?? ''}`,
    actual: actualWords(found, others),
    evidence: found.evidence,
    // What is no error of the media fails nobody.
    ...(severity === 'error' ? {} : { atMost: 'should' as const }),
  };
};

const noMedia = (seen: Observations, media: ReceivedMedia): Outcome =>
  media.truncated
    ? unclear('window-too-short', 'the trace kept no whole object of the media')
    : notThere(seen, 'no media came');

/**
 * The media that came meet a clause, by every rule that decides it. A finding that only informs is recorded.
 *
 * @param about what the scenario needs to have seen for anything to be said
 */
export const mediaMeets = (clause: ClauseId, about?: Given): Check => {
  const deciding = rulesOf(clause);
  const occasion = mediaOccasions[clause];
  return (seen) => {
    const media = receivedMedia(seen);
    if (media.tracks.length === 0) return noMedia(seen, media);
    if (about !== undefined && !given[about].came(media)) {
      return unclear('not-triggered', `no ${given[about].thing} came`);
    }
    const found = media.findings
      .filter((one) => one.finding.clauses.includes(clause) && isSpokenOf(one, occasion, media))
      .map((one) => ({ ...one, severity: severityFor(clause, one.finding) }));
    const worst = gravest.flatMap((severity) => found.filter((one) => one.severity === severity))[0];
    if (worst !== undefined) {
      return worst.severity === 'info'
        ? noted(actualWords(worst, found.length - 1), ...worst.evidence)
        : brokenBy(worst, worst.severity, found.length - 1);
    }
    if (occasion !== undefined && !occasion.came(media)) {
      return { outcome: 'skipped', why: `no ${occasion.thing} came, of which this sentence speaks` };
    }
    const asked = deciding.filter((id) => media.exercised.has(id));
    if (asked.length > 0)
      return met(`${counted(asked.length, 'rule')}, ${counted(media.tracks.length, 'track')}`);
    return { outcome: 'skipped', why: 'nothing came of which this sentence speaks' };
  };
};

/** Several clauses, each met by the media that came. */
export const mediaMeetsAll = <const Ids extends readonly ClauseId[]>(
  clauses: Ids,
  about?: Given,
): { readonly [Id in Ids[number]]: Check } =>
  Object.fromEntries(clauses.map((clause) => [clause, mediaMeets(clause, about)])) as {
    readonly [Id in Ids[number]]: Check;
  };
