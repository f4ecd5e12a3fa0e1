/** The formats of `validate`, each loaded only where it is asked for. */
import type { Clause } from '../spec/clause.ts';
import type { FileReport, ValidationReport } from '../report/validation/document.ts';
import type { Rules } from '../rules/rule.ts';
import type { Settings } from '../rules/settings.ts';
import type { Profile } from '../spec/clause.ts';
import type { Io } from './io.ts';
import type { Excerpts } from './validate-excerpt.ts';
import { wordsOfRule } from './validate-report.ts';

export type FormatName = 'text' | 'json' | 'sarif' | 'junit' | 'tap';

export const formatNames: readonly FormatName[] = ['text', 'json', 'sarif', 'junit', 'tap'];

/** Told each file when it has been judged, and the whole report at the end. */
export interface ValidationOutput {
  file(report: FileReport): void;
  end(report: ValidationReport): Promise<void>;
}

/** What formats need beyond the report. */
export interface OutputContext {
  readonly io: Io;
  readonly profile: Profile;
  readonly rules: Rules;
  readonly settings: Settings;
  readonly excerpts: Excerpts;
}

const plainWord = /^[\w./:@%+,=-]+$/;

const quoted = (word: string): string =>
  plainWord.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** The line that validates the same files again in the same way, by one rule or by all. */
export const againLine = (
  { settings, profile }: Pick<OutputContext, 'settings' | 'profile'>,
  paths: readonly string[],
  rule?: string,
): string =>
  [
    'ingestspec validate',
    ...(profile === 'corrected' ? [] : [`--profile ${profile}`]),
    ...(settings.strict && profile !== 'literal' ? ['--strict'] : []),
    ...(settings.head ? ['--head'] : []),
    ...(settings.session ? ['--session'] : []),
    ...(settings.deep === 'off' ? [] : [`--deep=${settings.deep}`]),
    ...(rule === undefined ? [] : [`--rule ${rule}`]),
    ...paths.map(quoted),
  ].join(' ');

const textOutput = async (context: OutputContext): Promise<ValidationOutput> => {
  const { io, excerpts } = context;
  const [{ fileText, setText, summaryText }, { dashifIngest }] = await Promise.all([
    import('../report/validation/text.ts'),
    import('../spec/dashif-ingest.ts'),
  ]);
  const sentences: Readonly<Record<string, Clause>> = dashifIngest;
  const words = {
    color: io.stdout.isTTY === true && (io.env['NO_COLOR'] ?? '') === '',
    clauseSays: (id: string) => sentences[id]?.says ?? '',
    excerptOf: excerpts.at,
    again: (paths: readonly string[], rule: string) => againLine(context, paths, rule),
  };
  return {
    file: (report) => io.stdout.write(fileText(report, words)),
    end: ({ sets, summary }) => {
      for (const set of sets) io.stdout.write(setText(set, words));
      io.stdout.write(summaryText(summary));
      return Promise.resolve();
    },
  };
};

/** The output of a format. Every one but text is written at the end. */
export const outputAs = (name: FormatName, context: OutputContext): Promise<ValidationOutput> => {
  const { io, profile, rules, settings } = context;
  const started = new Date().toISOString();
  const book = wordsOfRule(rules, settings.strict);
  const atTheEnd = (
    textOf: (report: ValidationReport) => Promise<string> | string,
  ): Promise<ValidationOutput> =>
    Promise.resolve({
      file: () => undefined,
      end: async (report) => {
        io.stdout.write(await textOf(report));
      },
    });
  switch (name) {
    case 'text':
      return textOutput(context);
    case 'json':
      return atTheEnd(async (report) =>
        (await import('../report/validation/json.ts')).validationJson(report),
      );
    case 'tap':
      return atTheEnd(async (report) =>
        (await import('../report/validation/tap.ts')).validationTap(report, book),
      );
    case 'sarif':
      return atTheEnd(async (report) => {
        const [{ validationSarif }, { tool }] = await Promise.all([
          import('../report/validation/sarif.ts'),
          import('./tool.ts'),
        ]);
        return validationSarif(report, book, tool());
      });
    case 'junit':
      return atTheEnd(async (report) => {
        const [{ validationJunit }, { tool }] = await Promise.all([
          import('../report/validation/junit.ts'),
          import('./tool.ts'),
        ]);
        return validationJunit(report, book, {
          tool: tool(),
          profile,
          started,
          finished: new Date().toISOString(),
          environment: { node: process.version },
          again: (paths) => againLine(context, paths),
        });
      });
  }
};
