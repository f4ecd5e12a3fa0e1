/** An address for a port that is closed for a while: nobody else may take it meanwhile. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const usable = (host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(0, host, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });

/**
 * A loopback address that only we are likely to use, so that a port of it stays free between closing and opening.
 * Where the system has no more than `127.0.0.1`, it is that.
 */
export const loopbackOfOurOwn = async (): Promise<string> => {
  const host = ['127', randomInt(1, 255), randomInt(1, 255), randomInt(1, 255)].join('.');
  return (await usable(host)) ? host : '127.0.0.1';
};
