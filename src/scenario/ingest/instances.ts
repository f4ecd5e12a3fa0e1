/** Which of two instances of an ingest source sent a request. */
import type { Observations } from '../../trace/observations.ts';
import type { Post } from './posts.ts';
import { folderOf } from './published.ts';

/** The second instance has a publishing point of its own, or comes on connections of its own after its start. */
export const isOfSecondInstance = (seen: Observations, post: Post): boolean => {
  const { secondMount } = seen.parameters;
  if (secondMount !== undefined) return post.path.startsWith(folderOf(secondMount));
  return seen.second !== undefined && post.connection.at >= seen.second.at;
};
