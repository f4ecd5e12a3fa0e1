/** GitHub workflow commands: an annotation for each unexpected deviation, up to a bound, and one notice. */
import type { RunReport } from '../verdict/result.ts';
import { baselineComplaints, shortfall, type Complaint } from './complaint.ts';
import { facts, sentenceOf } from './describe.ts';
import { pointsOf, type Point } from './point.ts';
import type { ReporterFactory } from './reporter.ts';
import { summaryLine } from './summary.ts';
import { clip, line, visibleLines } from './text.ts';

/** GitHub shows no more of a kind for one step. */
const most = 10;

const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

const command = (kind: 'error' | 'warning' | 'notice', title: string, message: string): string =>
  `::${kind} title=${property(line(title, 200))}::${data(message)}\n`;

const told = (point: Point): string =>
  [
    line(sentenceOf(point), 500),
    ...facts(point)
      .filter(({ label }) => label !== 'trace')
      .flatMap(({ label, lines }) =>
        visibleLines(clip(`${label}: ${lines.join('\n')}`, label === 'again' ? 4096 : 500)),
      ),
  ].join('\n');

const titleOf = ({ check, scenario }: Point): string => [check?.id, scenario.id].filter(Boolean).join(' ');

const complaint = ({ name, message }: Complaint): string => command('error', name, line(message, 500));

const annotations = (
  report: RunReport,
  bailOut: string | undefined,
): { errors: string[]; warnings: string[] } => {
  const points = report.scenarios.flatMap((scenario) => pointsOf(scenario, report.gate));
  const unexpected = points.filter(({ standing }) => standing !== 'expected');
  const red = unexpected.filter(({ standing }) => standing === 'red');
  const soft = unexpected.filter(
    ({ standing, verdict }) => standing !== 'red' && (verdict === 'warn' || verdict === 'inconclusive'),
  );
  const short = shortfall(report, bailOut);
  return {
    errors: [
      ...[...(short ? [short] : []), ...baselineComplaints(report)].map(complaint),
      ...red.map((point) => command('error', titleOf(point), told(point))),
    ],
    warnings: soft.map((point) => command('warning', titleOf(point), told(point))),
  };
};

const notShown = (count: number, noun: string): string[] =>
  count > most ? [`${String(count - most)} more ${noun} not shown here`] : [];

export const github: ReporterFactory = (out) => {
  let bailOut: string | undefined;
  return (event) => {
    if (event.event === 'bail-out') bailOut = event.message;
    if (event.event !== 'run-finished') return;
    const { errors, warnings } = annotations(event.report, bailOut);
    const summary = [
      summaryLine(event.report),
      ...notShown(errors.length, 'errors'),
      ...notShown(warnings.length, 'warnings'),
    ].join('; ');
    out.write(
      [...errors.slice(0, most), ...warnings.slice(0, most), command('notice', 'ingestspec', summary)].join(
        '',
      ),
    );
  };
};
