/** What the steps of a scenario will send, worked out before the first of them: lengths can only be declared so. */
import { bytesOf } from '../../http/message.ts';
import { samples } from '../../media/samples.ts';
import type { SampleName } from '../../media/samples.ts';
import type { Step } from '../../scenario/stimulus.ts';

type StreamStep = Extract<Step, { do: 'stream' }>;

export interface Layout {
  /** The pieces of a stream step: the header of the sample where the stream begins, then frames. */
  readonly pieces: (step: number) => readonly Uint8Array[];
  /** How many bytes of body follow the request of a step, on its connection. */
  readonly bodyLength: (step: number) => number;
}

const isRequest = (step: Step): boolean =>
  step.do === 'request' || step.do === 'trickle' || step.do === 'insist';

const isOn = (step: Step, conn: string): boolean => 'conn' in step && step.conn === conn;

/** Numbers frames over the whole scenario, so that no two connections ever send the same frame. */
export const layOut = (steps: readonly Step[]): Layout => {
  const used = new Map<SampleName, number>();
  const begun = new Set<string>();
  const streams = new Map<
    number,
    { readonly step: StreamStep; readonly first: number; readonly header: boolean }
  >();
  steps.forEach((step, index) => {
    if (isRequest(step) && 'conn' in step) begun.delete(step.conn);
    if (step.do !== 'stream') return;
    const first = used.get(step.sample) ?? 0;
    used.set(step.sample, first + step.frames);
    streams.set(index, { step, first, header: !begun.has(step.conn) });
    begun.add(step.conn);
  });

  const pieces = (index: number): readonly Uint8Array[] => {
    const stream = streams.get(index);
    if (stream === undefined) return [];
    const sample = samples[stream.step.sample];
    const frames = Array.from({ length: stream.step.frames }, (_, number) =>
      sample.frame(stream.first + number),
    );
    return stream.header && sample.header.length > 0 ? [sample.header, ...frames] : frames;
  };

  const lengthOf = (index: number): number => {
    const step = steps[index];
    if (step?.do === 'write' && step.part !== 'chunk-size') return bytesOf(step.text).length;
    return pieces(index).reduce((sum, piece) => sum + piece.length, 0);
  };

  const bodyLength = (request: number): number => {
    const at = steps[request];
    if (at === undefined || !('conn' in at)) return 0;
    let sum = 0;
    for (let index = request + 1; index < steps.length; index += 1) {
      const step = steps[index];
      if (step === undefined || !isOn(step, at.conn)) continue;
      if (isRequest(step)) break;
      sum += lengthOf(index);
    }
    return sum;
  };

  return { pieces, bodyLength };
};
