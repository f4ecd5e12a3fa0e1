/** A body in the coding gzip (RFC 1952), decoded as it comes and bounded against bodies that grow without end. */
import { Gunzip } from 'fflate';

export interface Decoder {
  push(bytes: Uint8Array): void;
  end(): void;
}

/** So much of what came is decoded at a time: it makes 4 MiB at most, before the bound is looked at. */
const sliceBytes = 4 * 1024;
/** Beyond so many bytes, a body may not be more than so many times as long as what was sent. */
const freeBytes = 16 * 1024 * 1024;
const mostRatio = 50;

/** @param fault told once, with a sentence without its full stop; nothing is told after it */
export const gunzip = (decoded: (bytes: Uint8Array) => void, fault: (why: string) => void): Decoder => {
  let over = false;
  let came = 0;
  let made = 0;

  const stop = (why: string): void => {
    if (over) return;
    over = true;
    fault(why);
  };

  const stream = new Gunzip((bytes) => {
    made += bytes.length;
    if (over || bytes.length === 0) return;
    if (made > freeBytes && made > mostRatio * came)
      stop('the body grows beyond all measure when it is decoded');
    else decoded(bytes);
  });

  const give = (bytes: Uint8Array, last: boolean): void => {
    if (over) return;
    try {
      stream.push(bytes, last);
    } catch {
      stop('the body is no gzip, or ends too early');
    }
  };

  return {
    push: (bytes) => {
      for (let from = 0; from < bytes.length; from += sliceBytes) {
        const slice = Uint8Array.from(bytes.subarray(from, from + sliceBytes));
        came += slice.length;
        give(slice, false);
      }
    },
    end: () => {
      give(new Uint8Array(0), true);
      over = true;
    },
  };
};
