import { icy2ServerQuirks } from './icy2/server-quirks.ts';

/**
 * Every way in which our Icecast server can be told to deviate; each is the mutant of some scenario, or a habit seen
 * in the field.
 */
export const icecastServerQuirks = {
  // Authentication
  'accepts-missing-credentials': 'takes a source that sends no Authorization',
  'accepts-wrong-password': 'does not look at the password',
  'ignores-user': 'looks at the password only, whatever the user is',
  'accepts-empty-user': 'takes an empty user for the owner',
  'accepts-credentials-without-colon': 'takes a user without a password',
  'refuses-right-credentials': 'answers 401 to everybody',
  'refuses-open-mounts': 'demands credentials even where the mount point needs none',
  'case-sensitive-scheme': 'knows the scheme Basic in this spelling alone, as Icecast 2.4.4 and harbor do',
  'splits-at-last-colon': 'takes the last colon of the credentials for the one after the user',
  'ascii-passwords-only': 'refuses a password that is not ASCII',
  'answers-500-to-bad-base64': 'falls over credentials that are no base64',
  'feeds-refused-sources': 'answers 401 and hands the body to listeners all the same',
  'resets-after-refusing': 'resets a refused connection as soon as the body comes in, as Icecast 2.4.4 does',
  '401-without-challenge': 'leaves WWW-Authenticate out of a 401',
  '401-without-realm': 'challenges to Basic without naming a realm',
  '401-without-date': 'leaves Date out of a 401, as harbor does',
  '401-without-server': 'leaves Server out of a 401, as harbor does',
  'dates-in-utc': 'ends its dates in UTC, as the document prints them',

  // Expectations, interim and final answers
  'never-sends-100': 'accepts an announced body without a word',
  '200-instead-of-100': 'answers 200 at once and never 100, as harbor does',
  '100-before-auth': 'sends 100 Continue before it looks at the credentials',
  '100-to-http-1.0': 'sends 100 Continue to a client of HTTP/1.0, as Icecast 2.4.4 does',
  'unasked-100': 'sends 100 Continue to a client that did not ask',
  '100-without-date': 'leaves Date out of the 100, as Icecast 2.4.4 does',
  '100-without-server': 'leaves Server out of the 100, as Icecast 2.4.4 does',
  'content-length-on-100': 'puts a Content-Length on the 100, as Icecast 2.4 and 2.5 do',
  'compares-expect-exactly': 'knows 100-continue in lower case alone, as icecast-kh does',
  'ignores-unknown-expectation':
    'takes no notice of an expectation that it does not know, as Icecast 2.4.4 does',
  'answers-500-to-unknown-expectation': 'falls over an expectation that it does not know',
  'insists-on-expect': 'refuses a source that does not announce its body',
  'early-final-response': 'answers 200 before the body, as Icecast 2.4 does',
  'no-final-without-expect': 'answers the end of a source only if it announced its body, as Icecast 2.5 does',
  'ends-with-500': 'answers the end of a source with 500',
  'closes-without-final-response': 'closes the connection when the source ends, without an answer',

  // Framing
  'leaks-chunk-framing': 'does not decode the chunked coding, as Icecast up to 2.4.4 does not',
  'ignores-last-chunk': 'waits for more after the last chunk, as Icecast up to 2.4.4 does',
  'ignores-content-length':
    'waits for more after the last byte of the declared length, as Icecast 2.4.4 does',
  'loses-small-chunks': 'loses chunks that are smaller than a frame',
  'refuses-chunk-extensions': 'gives a source up that sends a chunk extension',
  'forwards-bad-chunks': 'hands a broken chunk line and what follows to listeners',
  'demands-framing': 'refuses a body without Content-Length and Transfer-Encoding',
  'prefers-content-length': 'reads a body by its length where it is chunked as well',
  'ignores-unknown-transfer-coding': 'takes a body in a coding that it does not know, as Icecast 2.4.4 does',

  // Content types
  'accepts-missing-type': 'takes a stream without Content-Type',
  'answers-501-to-missing-type': 'answers 501 to a stream without Content-Type, as harbor does',
  'accepts-unsupported-type': 'takes a stream of any type, as Icecast 2.4.4 does',
  'mpeg-only': 'knows no type but audio/mpeg',
  'refuses-mpeg': 'does not know audio/mpeg',
  'answers-403-to-everything': 'answers 403 whatever the reason of a refusal is, as Icecast 2.4 does',

  // Mount points
  'mixes-second-source': 'takes a second source on a mount point in use, and mixes the two',
  'closes-second-source-after-200':
    'answers 200 to a second source and closes the connection, as harbor does',
  'keeps-mount-after-end': 'keeps a mount point whose source has ended',
  'keeps-mount-of-vanished-source': 'keeps a mount point whose source has vanished',
  'root-is-a-mount': 'takes / for a mount point, as Icecast 2.4.4 does',
  'admin-paths-are-mounts': 'takes /admin/… for mount points, as Icecast 2.4.4 does',
  'dot-segments-are-mounts': 'takes a path with dot segments for a mount point',
  'mounts-need-no-slash': 'takes a mount point that does not begin with a slash',
  'refuses-absolute-form': 'does not understand a request target in absolute form',
  'keeps-percent-encoding': 'tells two spellings of one path apart',
  'closes-on-long-target': 'closes the connection on a target of more than 1024 bytes',
  'closes-on-odd-targets':
    'closes the connection without an answer on dot segments, absolute form, and a path without a slash, as Icecast 2.4.4 does',

  // What a source says of its stream
  'forgets-ice-name': 'does not announce Ice-Name',
  'forgets-ice-description': 'does not announce Ice-Description',
  'forgets-ice-url': 'does not announce Ice-URL',
  'forgets-ice-genre': 'does not announce Ice-Genre',
  'forgets-ice-public': 'does not announce Ice-Public',
  'forgets-user-agent': 'does not publish the User-Agent of a source',
  'case-sensitive-names': 'knows Ice-Name and ice-name, and no other spelling',
  'takes-headers-for-latin-1':
    'takes the text of a source for ISO-8859-1, as many servers do on MP3 mount points',
  'garbles-statistics':
    'takes the text of a source for ISO-8859-1 when it publishes it, as Icecast 2.4.4 does on MP3 mount points',
  'loses-4-byte-characters': 'replaces characters of four bytes by a question mark',
  'answers-500-to-invalid-utf-8': 'falls over text that is not UTF-8',
  'does-not-escape-statistics': 'prints the text of a source into its statistics as it is',
  'echoes-icy-headers': 'hands every icy-* header of a source to listeners, as Icecast 2.4.4 does',

  // Lines and heads
  'accepts-bare-lf': 'takes a bare line feed for a line end, as Icecast does',
  'accepts-misprinted-line-end': 'takes the bytes 13 10 (hexadecimal) for a line end',
  'accepts-missing-host': 'takes a request of HTTP/1.1 without Host, as Icecast does',
  'accepts-two-hosts': 'takes a request with two Host lines, as Icecast 2.4.4 does',
  'drops-lines-beyond-32': 'reads the first 32 lines of a head and drops the rest, as Icecast does',
  'drops-lines-beyond-48': 'reads the first 48 lines of a head and drops the rest, as icecast-kh does',
  'closes-on-long-head': 'closes the connection on a head of more than 4096 bytes, as Icecast 2.4.4 does',
  'needs-head-in-one-piece': 'gives up a connection whose first bytes are not a whole head',
  'http-1.0-status-line': 'begins its final answers with HTTP/1.0, as Icecast 2.4 does',
  'icy-status-line': 'begins its final answers with ICY',
  'calls-itself-icecast-2.3': 'gives itself out for Icecast 2.3.3',

  // Methods
  'closes-on-unknown-method':
    'closes the connection on a method that it does not know, as Icecast 2.4.4 does',
  'closes-on-options': 'closes the connection on OPTIONS, as Icecast 2.4.4 does',
  'answers-404-to-options': 'answers 404 to OPTIONS, which some source clients take for the end',
  'takes-post-for-put': 'takes a source that comes with POST, as harbor does',
  'refuses-source-method': 'does not know the method SOURCE',

  // The flow
  'alters-bytes': 'changes bytes on their way to listeners',
  'holds-early-listeners': 'answers 200 to a listener of a mount point without a source, and sends nothing',
  'cuts-sources-short': 'ends a source after 48 KiB',
  'drops-silent-sources': 'drops a source that does not send at once',

  // Updates of metadata
  'ignores-updates': 'answers an update of metadata with 200 and does nothing',
  'updates-without-credentials': 'takes an update of metadata from anybody',
  'updates-absent-mounts': 'answers 200 to an update of a mount point that is not there',
} as const;

export const serverQuirks = { ...icecastServerQuirks, ...icy2ServerQuirks } as const;

export type ServerQuirk = keyof typeof serverQuirks;
