/** Mount points: one source at a time, and which paths are mount points at all. */
import { accepted, freeAgain, refused, survived } from '../../src/scenario/checks/answers.ts';
import { heardAsSent } from '../../src/scenario/checks/listening.ts';
import { on } from '../../src/scenario/select.ts';
import { silent, under } from '../../src/scenario/combine.ts';
import { suite } from '../../src/scenario/scenario.ts';
import {
  another,
  awaitFinal,
  endOf,
  finish,
  frames,
  hears,
  join,
  put,
  source,
} from '../../src/scenario/stimulus.ts';
import type { Step } from '../../src/scenario/stimulus.ts';

/** A source on an odd mount point; it ends by closing. */
const at = (target: string): Step[] => [...source(put({ target })), frames(20), endOf('close')];

/** A second source asks for the mount point of the first. */
const second = source(put(), 'second');

/** So many bytes tell a listener's stream from another. */
const enough = 16_384;

export const mount = suite('icecast/mount', {
  'in-use': {
    title: 'a second source on a mount point in use',
    send: [
      ...source(put({ framing: { by: 'length', length: 1_000_000 } })),
      frames(40),
      ...second,
      frames(20, 'second'),
      { do: 'overhear', conn: 'second', what: { kind: 'closed' }, during: 'pause' },
    ],
    expect: { 'ICE-COM-01': under('E-ICE-02', on('second', refused)) },
  },
  'in-use-keeps-the-first': {
    title: 'what the listeners of a mount point hear while a second source asks for it',
    needs: ['listeners'],
    send: [
      ...source(put({ framing: { by: 'length', length: 1_000_000 } })),
      frames(40),
      join(),
      ...second,
      frames(40, 'second'),
      frames(80),
      hears(enough),
    ],
    expect: { 'ICE-DATA-01': heardAsSent(enough) },
  },
  'again-after-the-first-ended': {
    title: 'a source on a mount point whose first source has ended and gone',
    send: [...source(put()), frames(40), finish(), awaitFinal(), endOf('close'), another],
    expect: { 'ICE-COM-01': under('E-ICE-02', freeAgain) },
  },
  root: {
    title: 'a source on /',
    send: at('/'),
    expect: { 'ICE-REQ-01': silent(refused) },
  },
  'admin-path': {
    title: 'a source on a path under /admin/, which belongs to the administration',
    send: at('/admin{mount}'),
    expect: { 'ICE-REQ-01': under('E-ICE-02', refused) },
  },
  'dot-segments': {
    title: 'a source on a path with dot segments',
    send: at('/x/..{mount}'),
    expect: { 'ICE-REQ-01': silent(refused) },
  },
  'absolute-form': {
    title: 'a mount point in absolute form, as RFC 9112 (3.2.2) has servers accept it',
    send: at('http://{host}{mount}'),
    expect: { 'ICE-REQ-01': under('E-ICE-02', accepted) },
  },
  'percent-encoded': {
    title:
      'a mount point with a percent-encoded letter, and a listener who asks for it in the plain spelling',
    needs: ['listeners'],
    send: [
      ...source(put({ target: '{encoded-mount}' })),
      frames(40),
      join(),
      frames(80),
      hears(enough),
      frames(4),
      finish(),
      awaitFinal(),
    ],
    expect: { 'ICE-REQ-01': under('E-ICE-02', heardAsSent(enough)) },
  },
  'very-long': {
    title: 'a mount point of more than 1500 bytes',
    send: at(`{mount}${'-very-long'.repeat(150)}`),
    expect: { 'ICE-REQ-01': silent(survived) },
  },
  'without-leading-slash': {
    title: 'a mount point that does not begin with a slash',
    send: at('{bare-mount}'),
    expect: { 'ICE-REQ-01': under('E-ICE-02', refused) },
  },
});
