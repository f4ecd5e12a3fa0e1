/** A step in a few words, for the trace. */
import { pieceWords } from '../../scenario/ingest/media-step.ts';
import { transportWords } from '../../scenario/ingest/connect-step.ts';
import type { Awaited, Step } from '../../scenario/stimulus.ts';

const awaitedWords = (what: Awaited): string => {
  switch (what.kind) {
    case 'go-ahead':
      return '100 Continue or a final response';
    case 'final':
      return 'a final response';
    case 'closed':
      return 'the end of the connection';
    case 'payload':
      return `at least ${String(what.bytes)} bytes of payload`;
  }
};

/** Whose media are sent; text and filler are no track's. */
const trackWords = ({ pieces, track }: Step & { do: 'media' }): string =>
  pieces.every(({ piece }) => piece === 'text' || piece === 'filler') ? '' : ` of ${track}`;

const wordsOf = (step: Step): string => {
  switch (step.do) {
    case 'request':
      return `${step.conn}: ${step.plan.method} ${step.plan.target}`;
    case 'trickle':
      return `${step.conn}: ${step.plan.method} ${step.plan.target}, byte by byte`;
    case 'insist':
      return `${step.conn}: ${step.plan.method} ${step.plan.target}, until it is ${step.until}`;
    case 'stream':
      return `${step.conn}: stream ${String(step.frames)} frames of ${step.sample}${step.pace === 'real-time' ? ' in real time' : ''}`;
    case 'media':
      return `${step.conn}: send ${step.pieces.map(pieceWords).join(', ')}${trackWords(step)}`;
    case 'connect':
      return `${step.conn}: connect ${transportWords(step.how)}`;
    case 'restart':
      return 'restart the target';
    case 'read-back':
      return `read back ${step.track}`;
    case 'write':
      return `${step.conn}: write ${String(step.text.length)} bytes`;
    case 'finish':
      return `${step.conn}: end the body`;
    case 'await':
      return `${step.conn}: await ${awaitedWords(step.what)}`;
    case 'overhear':
      return `${step.conn}: listen for ${awaitedWords(step.what)}`;
    case 'end':
      return `${step.conn}: end the connection (${step.how})`;
    case 'pause':
      return 'pause';
    case 'page':
      return `fetch the page ${typeof step.page === 'string' ? step.page : step.page.path}`;
  }
};

/** @param leftOut why the step is not taken, where it is not */
export const stepWords = (step: Step, leftOut?: string): string =>
  leftOut === undefined ? wordsOf(step) : `${wordsOf(step)} (left out: ${leftOut})`;

export { awaitedWords };
