/** Every scenario in which a listener is under test. */
import { answer } from './listener/answer.ts';
import { block } from './listener/block.ts';
import { end, flow } from './listener/end.ts';
import { metaint } from './listener/metaint.ts';
import { request } from './listener/request.ts';

export const icy2ListenerScenarios = { ...request, ...answer, ...metaint, ...block, ...flow, ...end };
