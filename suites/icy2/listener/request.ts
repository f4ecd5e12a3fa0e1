/** How a listener asks for a stream. */
import {
  asksFor,
  namesHost,
  namesItself,
  wellFormedRequest,
} from '../../../src/scenario/checks/icy2-listener-requests.ts';
import { readOn } from '../../../src/scenario/checks/icy2-listener-reading.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { plainMetadata, streamed, untilRead } from './situation.ts';

const plain = { play: [streamed({ metadata: plainMetadata })], until: untilRead(readOn) } as const;

export const request = suite('icy2/listener/request', {
  form: {
    title: 'the request line of a listener, and the lines after it',
    ...plain,
    expect: { 'ICY2-OVR-01': wellFormedRequest },
  },
  metadata: {
    title: 'whether a listener asks for metadata',
    ...plain,
    expect: { 'ICY2-OVR-01': asksFor },
  },
  host: {
    title: 'Host in the request of a listener',
    ...plain,
    expect: { 'ICY2-OVR-01': namesHost },
  },
  'user-agent': {
    title: 'User-Agent in the request of a listener',
    ...plain,
    expect: { 'ICY2-OVR-01': namesItself },
  },
});
