/** What a source brings and acts are about, be it tracks (interface 1) or objects of a store (interface 2). */
import type { RequestHead } from '../../http/message.ts';
import type { Link } from '../../wire/link.ts';
import type { Answer } from './answers.ts';
import type { Due } from './playbill.ts';
import type { Visitor } from './scene.ts';

/** One request of a source under test: what it carries, what becomes of it, and the acts that it meets. */
export interface Visit {
  readonly visitor: Visitor;
  readonly head: RequestHead;
  /** Path and query as they stand in the request line. */
  readonly path: string;
  /** The path as it was before redirects of ours. */
  readonly realPath: string;
  /** How fast the media plays that it is about: so many bytes in so many seconds; undefined where that is not known. */
  readonly rate: { readonly bytes: number; readonly seconds: number } | undefined;
  /** The final answer was given, or never will be. */
  answered: boolean;
  /** What it carries is looked at no more. */
  refused: boolean;
  /** Its end has come. */
  readonly ended: boolean;
  /** The answer at its end is held back: we read no more, or another answer is due. */
  held: boolean;
  push(bytes: Uint8Array): void;
  /** The body is over, as its sender meant it to be or not. */
  end(complete: boolean): void;
  /** Nothing is made of the rest of it: its connection was ended, or is over. */
  drop(): void;
  /** Gives the answer of its end, where that was held back. */
  release(): void;
  /** Its final answer was given, and it says that all is well. */
  accepted(): void;
}

/** What can be done to a request; deeds.ts and converse.ts do it. */
export interface Treatment {
  /** Plays what is due; says whether nothing more is to be made of the request. */
  play(due: Due, visit: Visit): 'over' | 'goes-on';
  /** Answers; where `closes`, the source is heard out and the connection ended. */
  answer(visit: Visit, answer: Answer, closes: boolean): void;
  /** Sends 100 Continue. */
  goAhead(link: Link): void;
}

export interface Intake {
  /** Begins with the head of a request, whose body has not been read. */
  visit(visitor: Visitor, head: RequestHead, treat: Treatment): Visit;
  /** Nothing new is left to be done to the first track, or to objects. */
  isOver(): boolean;
  /** Whole fragments of the first track, or media objects of the first rendition, since the last act. */
  since(): number;
  /** Seconds of media of the first track or rendition. */
  seconds(): number;
  /** What comes to `to` from now on is what came to `from`, a real path: a redirect said so. */
  lead(from: string, to: string): void;
  /** The receiving entity is killed: what it does not store is forgotten. */
  forget(): void;
  /** The source is started once more: what is counted is counted anew. */
  anew(): void;
}
