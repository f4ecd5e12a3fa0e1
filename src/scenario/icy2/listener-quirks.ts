/** How our listener can be told to deviate; each is the mutant of some scenario, or a habit seen in the field. */
export const listenerQuirks = {
  // How it asks.
  'does-not-ask-for-metadata': 'never sends Icy-MetaData (curl); this is no deviation',
  'asks-for-a-wrong-target': 'leaves the first slash off the mount point',
  'asks-without-host': 'sends no Host',
  'asks-namelessly': 'sends no User-Agent',

  // What it makes of the answer.
  'gives-up-on-icy': 'gives up on the status line ICY 200 OK',
  'gives-up-on-http-1.0': 'gives up on an answer in HTTP/1.0',
  'gives-up-on-chunks': 'gives up on a body in chunks',
  'gives-up-without-metaint': 'gives up on a stream without metadata, although it may have none',
  'gives-up-without-content-type': 'gives up on an answer without Content-Type',
  'gives-up-on-long-fields': 'gives up on a head with a field of more than a kilobyte',
  'gives-up-on-utf8-fields': 'gives up on a head that is not ASCII',
  'gives-up-on-latin1-fields': 'gives up on a head that is no UTF-8',
  'gives-up-on-unknown-fields': 'gives up on an answer with icy2-* or icy-meta-* in it',
  'impatient-for-answer': 'gives up where the answer takes more than a moment',
  'ignores-redirects': 'does not follow redirects',
  hammers: 'asks again at once, and for ever, where it is refused',

  // What it makes of icy-metaint.
  'gives-up-on-small-metaint': 'gives up on an icy-metaint below 16',
  'gives-up-on-huge-metaint': 'gives up on an icy-metaint that 31 bits cannot hold',
  'truncates-metaint': 'keeps 32 bits of icy-metaint, and so takes audio for metadata',
  'gives-up-on-zero-metaint': 'closes the connection on icy-metaint: 0',
  'gives-up-on-junk-metaint': 'closes the connection on an icy-metaint that is no number',

  // What it makes of blocks.
  'takes-metadata-for-audio':
    'asks for metadata and does not take it out: gives up on bytes that are no audio',
  'gives-up-on-empty-blocks': 'gives up on a block of zero length',
  'gives-up-on-long-blocks': 'gives up on a block of more than 4000 bytes',
  'gives-up-on-change': 'gives up where the title changes',
  'gives-up-on-quotes': 'gives up on a title with a quote in it',
  'gives-up-on-utf8': 'gives up on a block that is not ASCII',
  'stops-reading-after-bad-block': 'stops reading after a block that is no UTF-8, and keeps the connection',
  'wants-a-title': 'gives up on a block without StreamTitle',
  'gives-up-on-unknown-keys': 'gives up on a block with other keys than StreamTitle and StreamUrl',
  'wants-an-end': "gives up on a block whose last value is not ended by ';",
  'gives-up-on-slices': 'gives up where a block comes in several slices',

  // What it makes of silence, and of the end.
  impatient: 'gives up where nothing comes for a moment',
  'never-comes-back': 'gives up for good when the stream ends',
  'never-comes-back-after-reset': 'gives up for good when the connection is reset',
} as const;

export type ListenerQuirk = keyof typeof listenerQuirks;
