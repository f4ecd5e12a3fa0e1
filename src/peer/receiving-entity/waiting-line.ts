/** Lets one connection be read at a time, the others wait: a quirk. */
import type { Link } from '../../wire/link.ts';

export interface WaitingLine {
  join(link: Link): void;
}

export const standInLine = (): WaitingLine => {
  const waiting: Link[] = [];
  return {
    join: (link) => {
      waiting.push(link);
      if (waiting.length > 1) link.pause();
      link.listen({
        closed: () => {
          const wasFirst = waiting[0] === link;
          waiting.splice(waiting.indexOf(link), 1);
          if (wasFirst) waiting[0]?.resume();
        },
      });
    },
  };
};
