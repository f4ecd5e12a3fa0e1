/** `validate`: tracks in files, by the rules for boxes. */
import { reasonOf } from '../config/read-text.ts';
import { UsageError } from '../config/usage-error.ts';
import type { FileReport, SetReport } from '../report/validation/document.ts';
import type { TrackReport } from '../rules/engine/contract.ts';
import { profiles, type Profile } from '../spec/clause.ts';
import type { Command } from './command.ts';
import { note, type Io } from './io.ts';
import { excerptsIn } from './validate-excerpt.ts';
import { formatNames, outputAs, type FormatName, type ValidationOutput } from './validate-formats.ts';
import { inputsOf, type TrackToRead } from './validate-inputs.ts';
import { namesIn, settingsOf, togetherOf } from './validate-options.ts';
import { readingProgress } from './validate-progress.ts';
import { fileReport, hasBoxes, setReport, validationReport } from './validate-report.ts';
import { rulesFor } from './validate-rules.ts';
import { loadXmlFor } from './validate-xml.ts';
import { judgeObjects, judgeSets, readObject } from './validate-tracks.ts';

const exit = { conformant: 0, errors: 1, unreadable: 2 } as const;

/** Prints the boxes of every object; answers whether all could be read. */
const dumpAll = async (tracks: readonly TrackToRead[], io: Io): Promise<boolean> => {
  const [{ dump }, { mp4boxFields }] = await Promise.all([
    import('./validate-dump.ts'),
    import('../media/mp4box-fields.ts'),
  ]);
  const progress = readingProgress(io);
  const objects = tracks.flatMap((track) => track.objects);
  let readable = true;
  for (const object of objects) {
    if (io.signal.aborted) break;
    if (objects.length > 1) io.stdout.write(`${object}:\n`);
    const boxes = dump((text) => io.stdout.write(text), mp4boxFields);
    try {
      await readObject(object, boxes, io, progress);
      boxes.end();
    } catch (thrown) {
      readable = false;
      note(io, `${object} cannot be read: ${reasonOf(thrown)}`);
    }
    progress.clear();
  }
  return readable;
};

export const validate: Command = {
  flags: {
    format: {
      kind: 'text',
      choices: formatNames,
      value: formatNames.join('|'),
      describe: 'how the findings are told; text where nothing is said',
    },
    rule: { kind: 'list', value: 'ID', describe: 'only this rule or family; may be given again' },
    'skip-rule': { kind: 'list', value: 'ID', describe: 'not this rule or family; may be given again' },
    strict: { kind: 'switch', describe: 'severities as the standards have them, to the letter' },
    profile: {
      kind: 'text',
      choices: profiles,
      value: profiles.join('|'),
      describe: 'how the documents are read: literal is strict, practical warns where we are not sure',
    },
    deep: {
      kind: 'text',
      choices: ['first-sample', 'every'],
      value: 'first-sample|every',
      bare: 'first-sample',
      describe: 'read access units too: the first of each fragment, or all',
    },
    head: { kind: 'switch', describe: 'rules of later editions of the ingest document too' },
    session: { kind: 'switch', describe: 'the files are all of one ingest session, first to last' },
    'switching-set': {
      kind: 'list',
      value: 'A,B',
      describe: 'tracks among which a client may switch; may be given again. Found out where nothing is said',
    },
    'aligned-set': {
      kind: 'list',
      value: 'A,B',
      describe: 'switching sets that are aligned, each by its first track; may be given again',
    },
    presentation: { kind: 'switch', describe: 'the tracks are played together' },
    redundant: {
      kind: 'list',
      value: 'A,B',
      describe: 'two sources of the same tracks: files or directories',
    },
    dump: { kind: 'switch', describe: 'print the boxes with their values, and judge nothing' },
  },
  positionals: { names: ['<file|dir|glob|->…'], least: 0, most: 100_000 },
  examples: [
    ['ingestspec validate video.cmfv audio.cmfa', 'two tracks, and whether they fit together'],
    ['ingestspec validate out/', 'all that was published there: tracks, playlists and MPDs'],
    ["ingestspec validate 'out/*.cmfv' --format json", 'every track that is named so, for a machine'],
    ['ffmpeg … -f mp4 - | ingestspec validate -', 'what comes through a pipe'],
  ],
  run: async (args, io) => {
    const profile = (args.text('profile') as Profile | undefined) ?? 'corrected';
    const settings = settingsOf(args, profile);
    const together = togetherOf(args);
    const words = [...new Set([...args.positionals, ...namesIn(together)])];
    if (words.length === 0)
      throw new UsageError('validate needs <file|dir|glob|->…; see ingestspec validate --help');
    const { tracks, publications, complaints } = await inputsOf(words, io.cwd);
    for (const complaint of complaints) note(io, complaint);
    let readable = complaints.length === 0;
    if (args.has('dump')) return (await dumpAll(tracks, io)) && readable ? exit.conformant : exit.unreadable;

    await loadXmlFor(tracks, io.cwd);
    const folders = publications.length > 0 ? await import('./validate-publication.ts') : undefined;
    const published = new Set(publications.map(({ word }) => word));
    const ofTracks = folders?.settingsOfPublished(settings) ?? settings;
    const rules = await rulesFor(publications.length > 0 ? Infinity : tracks.length, together, settings);
    const excerpts = excerptsIn(io.cwd);
    const progress = readingProgress(io);
    const format = (args.text('format') as FormatName | undefined) ?? 'text';
    const output: ValidationOutput = await outputAs(format, {
      io,
      profile,
      rules,
      settings,
      excerpts,
    });
    const reports: TrackReport[] = [];
    const files: FileReport[] = [];
    for (const track of tracks) {
      if (io.signal.aborted) break;
      try {
        const isPublished = published.has(track.word);
        const report = await judgeObjects(
          track,
          rules,
          isPublished ? ofTracks : settings,
          io,
          excerpts,
          progress,
        );
        progress.clear();
        const told = isPublished && folders ? folders.publishedReport(report) : report;
        const file = fileReport(told, profile);
        reports.push(report);
        files.push(file);
        output.file(file);
        if (!hasBoxes(report) && !io.signal.aborted) {
          readable = false;
          note(io, `${track.name} has no box in it: it is no ISO base media file`);
        }
      } catch (thrown) {
        progress.clear();
        if ((thrown as { code?: unknown } | undefined)?.code === undefined) throw thrown;
        readable = false;
        note(io, `${track.name} cannot be read: ${reasonOf(thrown)}`);
      }
    }
    const sets: SetReport[] = [
      ...judgeSets(reports, tracks, together, rules, settings, io.cwd),
      ...publications.flatMap((each) => folders?.judgeFolder(each, reports, rules, settings) ?? []),
    ].map((set) => setReport(set, profile));
    const report = validationReport(files, sets);
    await output.end(report);
    if (!readable) return exit.unreadable;
    return report.summary.errors > 0 ? exit.errors : exit.conformant;
  },
};
