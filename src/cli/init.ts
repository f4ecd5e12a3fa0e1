/** `init`: a config file to begin with. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { configName, reasonOf, UsageError } from '../config/index.ts';
import { features } from '../scenario/scenario.ts';
import type { Command } from './command.ts';
import { note } from './io.ts';

const featureLines = (): string =>
  Object.entries(features)
    .map(([name, says]) => `#   ${name}: true`.padEnd(28) + `# ${says}`)
    .join('\n');

/** Nothing in it is switched on, so that it says the same as no file at all until somebody edits it. */
const initialConfig = (): string => `# ingestspec.yaml: what \`ingestspec test\` tests, and how.
# Flags go before INGESTSPEC_* variables, those before this file. Paths are relative to this file.

# A server:
# target:
#   url: http://127.0.0.1:8000/live.mp3
#
# or a server that is started on a free port for each run; {port}, {host} and {dir} are filled in:
# target:
#   start:
#     command: [icecast2, -c, '{dir}/icecast.xml']
#     files:
#       icecast.xml: { from: icecast.xml }
#     before: []                  # commands that are run first
#     owner: icecast2             # the user who must be able to write {dir}
#
# or a client, started once a scenario; {url} (with credentials), {bare-url}, {host}, {port}, {path}, {user},
# {password} and {dir} are filled in, and stand in its environment as INGESTSPEC_URL and so on; so are the files {ca},
# {cert} and {key} where a scenario is over TLS, and the address {nameserver} where it is about names:
# target:
#   command: [ffmpeg, -nostdin, -re, -i, song.mp3, -c, copy, -f, mp3, 'icecast://{user}:{password}@{host}:{port}{path}']
# stopSignal: SIGINT              # what ends its stream cleanly
# scheme: http                    # of {url}: http, https or icecast
# files: {}                       # written into {dir} for each scenario
# before: []                      # commands that are run once
# env: {}

# Who owns the mount; of a client, what our server demands of it.
# mount: /live.mp3
# user: source
# passwordEnv: SOURCE_PASSWORD    # or password: hackme

# admin: { user: admin, passwordEnv: ADMIN_PASSWORD }
# accounts:                       # further sources, by what they are for
#   colon: { user: source, password: 'with:colons', mount: /colon.mp3 }
#   utf8: { user: source, password: 'pässwörd', mount: /utf8.mp3 }
#   token: { password: eyJhbGciOiJIUzI1NiJ9 }                       # a token that opens the mount (ICY-META)
#   other: { user: other, password: secret, mount: /other.isml }    # may not use the publishing point
# statusUrl: http://127.0.0.1:8000/status-json.xsl

# Of a receiving entity:
# trackPath: 'Streams({name}{extension})'               # where a track goes below the publishing point
# readBack: 'http://127.0.0.1:8080{path}'               # where what was ingested is read
# secureUrl: https://127.0.0.1:8443/live.isml           # the same server over HTTPS
# tracks: [video.cmfv, audio.cmfa]                      # what is sent over and over in place of our own tracks

# Of an ingest source:
# setup: namespaces               # networks of their own for scenarios about names and addresses (Linux, root)
# dnsPort: 5300                   # where our name server listens on 127.0.0.1, if the command must know beforehand

# What the target offers or lacks. A scenario that needs what is lacking is skipped.
# features:
${featureLines()}

# tls: { ca: ca.pem, cert: client.pem, key: client.key, insecure: false }
#   selfSigned: { cert: own.pem, key: own.key }         # a client certificate that the server was told to trust by itself
# resolve: { 'stream.example.org:443': 127.0.0.1 }

# role: listener                  # a command is a client where nothing is said; or a player
# suites: [icecast]               # icecast or cmaf; a target speaks one of them
# only: []                        # scenarios or globs
# skip: []
# clauses: []
# level: must                     # must, should or may
# shard: auto                     # a part of them: K/N, auto (as the CI system says) or auto/N
# profile: corrected              # literal, corrected or practical
# strict: false                   # warnings fail the run
# allowInconclusive: false        # what could not be judged does not fail the run
# jobs: 4
# seed: 0
# timeoutScale: 1
# repeat: 1
# output: reports/latest
# reporters: [pretty, 'junit:reports/junit.xml']
# trace: on                       # on, failures or off
# redact: true

# Deviations that are known; here, or in a file of its own under \`expected:\`.
# baseline:
#   - clause: ICE-REQ-01
#     scenario: icecast/…         # either of the two, or both
#     verdict: fail               # fail, warn, info or inconclusive
#     reason: In the words of the document, what is broken.
#     seen: '200 OK'              # what must stand in what was seen
`;

export const init: Command = {
  flags: {},
  positionals: { names: [], least: 0, most: 0 },
  examples: [],
  run: (_, io) => {
    try {
      writeFileSync(path.join(io.cwd, configName), initialConfig(), { flag: 'wx' });
    } catch (thrown) {
      if ((thrown as { code?: string }).code === 'EEXIST')
        throw new UsageError(`there is an ${configName} already: edit it, or remove it first`);
      throw new UsageError(`${configName} cannot be written here: ${reasonOf(thrown)}`);
    }
    note(io, `${configName} is written: uncomment what you need, then run ingestspec test`);
    return Promise.resolve(0);
  },
};
