import { icy2ClientQuirks } from './icy2/client-quirks.ts';

/**
 * Every way in which our source client can be told to deviate; each is the mutant of some scenario, or a habit
 * seen in the field.
 */
export const icecastClientQuirks = {
  // The request line and the head.
  'uses-source-method': 'sends SOURCE instead of PUT, as clients did before Icecast 2.4',
  'uses-post': 'sends POST instead of PUT',
  'speaks-http-1.0': 'sends HTTP/1.0 in its request line, and a body without framing (liquidsoap)',
  'absolute-target': 'writes the whole URL into the request line',
  'wrong-target': 'leaves the first slash off the mount point',
  'omits-host': 'sends no Host (liquidsoap with HTTP/1.0)',
  'empty-host': 'sends an empty Host (liquidsoap with chunks)',
  'repeats-host': 'sends Host twice',
  'host-without-port': 'leaves the port off Host',
  'bare-lf': 'ends lines with LF alone',
  'folds-a-field': 'continues a field on a second line, which HTTP has given up',
  'omits-user-agent': 'sends no User-Agent',
  'user-agent-without-version': 'does not tell its version in User-Agent',
  'omits-content-type': 'sends no Content-Type',
  'wrong-content-type': 'declares audio/ogg and sends MP3',
  'malformed-content-type': 'sends a Content-Type that is no media type',
  'omits-expect': 'does not ask for 100 Continue',
  'unknown-expectation': 'sends an expectation that does not exist',

  // The description of the stream.
  'omits-ice-fields': 'describes its stream in no field',
  'latin1-fields': 'sends text in ISO-8859-1',
  'ice-public-in-words': 'sends yes where Ice-Public has 0 or 1',
  'repeats-ice-name': 'sends Ice-Name twice',
  'repeats-ice-description': 'sends Ice-Description twice',
  'repeats-ice-genre': 'sends Ice-Genre twice',
  'relative-ice-url': 'sends an Ice-URL that is no address of a web page',

  // Credentials.
  'omits-credentials': 'never sends credentials',
  'waits-for-challenge': 'sends credentials only when it is challenged, as HTTP has it; this is no deviation',
  'wrong-password': 'sends another password than it was given',
  'other-scheme': 'sends its credentials in a scheme that does not exist',
  'unpadded-base64': 'leaves the padding off base64',
  'breaks-base64': 'puts a blank into its base64, as a broken line leaves it',
  'cuts-password-at-colon': 'takes a colon for the end of the password',
  'credentials-in-latin1': 'encodes user and password in ISO-8859-1',
  'credentials-percent-encoded': 'sends user and password as they stand in a URL',

  // The body.
  'sends-raw-body': 'frames its body neither by chunks nor by a length (ffmpeg, libshout)',
  'sends-content-length': 'declares a length for a stream that has none (curl)',
  'bad-chunk-size': 'writes a chunk size that is no number after a while',
  'omits-last-chunk': 'closes the connection without the last chunk',
  'resets-at-end': 'ends its stream with RST',
  'does-not-wait': 'sends its body without waiting for the 100 it asked for',
  'waits-for-ever': 'never sends a byte where no 100 comes (ffmpeg)',
  'never-sends': 'keeps its stream to itself even after the 100',
  'tears-frames': 'loses the end of a frame now and then',
  'begins-mid-frame': 'begins in the middle of a frame after a reconnection',
  'sends-a-burst': 'sends a minute of media at once',
  'sends-too-slowly': 'sends media at a twentieth of the speed at which it plays',

  // What it makes of answers.
  'stops-on-early-200': 'takes a final response before the end of its body for the end of it',
  'chokes-on-icy': 'gives up on ICY 200 OK',
  'chokes-on-http-1.0': 'gives up on a final response in HTTP/1.0',
  'ignores-challenge': 'never answers a challenge',
  'streams-after-refusal': 'sends its stream although it was refused',
  hammers: 'sends several requests at once, and again whenever they are refused',
  'never-retries': 'gives up for good at the first failure (ffmpeg)',
  'ignores-redirects': 'does not follow redirects',
  'get-on-redirect': 'follows redirects with GET',
  'drops-authorization-on-redirect':
    'follows redirects to the same authority without its credentials (ffmpeg)',
  'carries-authorization-elsewhere': 'follows redirects to another authority with its credentials',
  'forgets-credentials-on-reconnection': 'connects again without its credentials, and ignores the challenge',

  // Habits.
  'probes-first':
    'asks with OPTIONS, and with SOURCE without credentials, what the server can do (libshout); this is no deviation',
} as const;

export const clientQuirks = { ...icecastClientQuirks, ...icy2ClientQuirks } as const;

export type ClientQuirk = keyof typeof clientQuirks;
