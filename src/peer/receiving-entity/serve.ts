/** Serves one connection: requests one after the other, each answered when its body is over, or before if it is refused. */
import { valueOf } from '../../http/message.ts';
import type { RequestHead } from '../../http/message.ts';
import type { Link } from '../../wire/link.ts';
import { admit, malformed } from './admission.ts';
import type { Admitted } from './admission.ts';
import type { House } from './house.ts';
import { created, interimText, methodsOf, ok, plainHead, refusalReply, replyText } from './replies.ts';
import type { Reply } from './replies.ts';
import { readObject } from './object-reading.ts';
import { sendObject } from './object-sending.ts';
import { readBack } from './read-back.ts';
import { reception } from './reception.ts';
import type { Reception } from './reception.ts';
import { isRefusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { storeObjection } from './store-admission.ts';
import { storing } from './storing.ts';
import { visit } from './visit.ts';
import type { Visit } from './visit.ts';

/** How much is read of what will not be taken, in bytes, so that the source sees the answer and no RST. */
const appetite = 16 * 1024 * 1024;

const closesAfter = (head: RequestHead): boolean =>
  head.version !== 'HTTP/1.1' || /\bclose\b/i.test(valueOf(head, 'Connection') ?? '');

/** Whether what is no message began as a request whose head has no end; its first bytes are given. */
const isLongHead = (bytes: Uint8Array): boolean =>
  bytes.length > 8192 &&
  /^[A-Z]+ \S+ HTTP\/1\.\d\r\n/.test(Buffer.from(bytes.subarray(0, 8192)).toString('latin1'));

/** Serves a connection, and gives what looks after its time. */
export const serve = (link: Link, house: House): Visit => {
  const { settings, log, bodies, store } = house;
  const { has } = settings;
  /** Only quirks ask what other connections are doing. */
  const looksAround = settings.quirks.length > 0;
  const receiver = store === undefined ? reception(link, house) : storing(link, house, store);
  let body: Reception | undefined;
  /** The last head that was admitted: a source sends the same one for each segment, and it is then the same value. */
  let known: RequestHead | undefined;
  let admitted: Admitted | undefined;
  let answered = true;
  let closes = false;
  /** Nothing that comes matters any more. */
  let parting = false;
  let uninteresting = 0;
  let owed = 0;
  let owedReply = ok;
  /** An object is being sent, and what comes meanwhile waits for no answer. */
  let serving = false;
  let overtaken = false;
  /** What comes is no HTTP any more. */
  let noise = false;

  /** Sends the answers that were put off to the end of the turn. */
  const settle = (): void => {
    for (; owed > 0; owed -= 1) link.post('head', plainHead(owedReply));
  };

  const part = (): void => {
    if (parting) return;
    parting = true;
    settle();
    link.finish();
    if (link.state.finReceived || link.state.closed) link.close();
    else time.enter('parting');
  };

  const answer = (reply: Reply, withBody = true): void => {
    if (answered) return;
    answered = true;
    if ((reply === ok || reply === created) && !closes) {
      if (reply !== owedReply) settle();
      owedReply = reply;
      owed += 1;
      if (owed === 1) house.atTurnEnd.add(settle);
      return;
    }
    settle();
    void link.sendHead(replyText(reply, closes, settings));
    if (withBody && reply.body !== undefined) void link.send('payload', reply.body);
  };

  const refuse = (refusal: Refusal): void => {
    if (answered) return;
    log(`${link.remote} ${String(refusal.status)} ${refusal.why}`);
    if (has('resets-early') && body === undefined && admitted !== undefined) {
      // An answer in front of RST is lost with some kernels; here always, so that it can be relied on.
      answered = true;
      link.reset();
      return;
    }
    answer(refusalReply(refusal, settings));
  };

  /** The body is of no interest any more, or over. */
  const leave = (complete: boolean): Refusal | undefined => {
    const left = body;
    body = undefined;
    if (left === undefined || admitted === undefined) return undefined;
    left.end(complete);
    if (looksAround) {
      const links = bodies.get(admitted.path);
      links?.delete(link);
      if (links?.size === 0) bodies.delete(admitted.path);
    }
    return left.refusal();
  };

  const begin = (taken: Admitted): void => {
    admitted = taken;
    body = receiver;
    body.begin(taken);
    if (looksAround) {
      const links = bodies.get(taken.path) ?? new Set();
      bodies.set(taken.path, links.add(link));
    }
    settle();
    if (taken.expectsContinue && !has('withholds-100')) void link.sendHead(interimText);
    if (has('answers-before-the-end') && taken.length !== 0) answer(ok);
  };

  const isTaken = (path: string): boolean =>
    has('refuses-second-source') && [...(bodies.get(path) ?? [])].some((other) => other !== link);

  const read = (head: RequestHead): void => {
    const found =
      store === undefined ? readBack(head, house) : readObject(head, store, settings, house.lostPoints);
    if ('why' in found) refuse(found);
    else if (!('object' in found)) answer(found, head.method === 'GET');
    else {
      answered = true;
      settle();
      serving = true;
      time.enter('serving');
      sendObject(link, found, closes, house, () => {
        serving = false;
        if (closes || overtaken) part();
        else time.enter('head');
      });
    }
  };

  /** What is wrong with a request that its head alone does not show. */
  const objectionTo = (head: RequestHead, taken: Admitted): Refusal | undefined => {
    if (house.forgetsPoints || house.lostPoints.has(taken.point)) {
      return { status: 404, why: 'there is no such publishing point' };
    }
    return store === undefined ? undefined : storeObjection(head, taken, settings, store);
  };

  const takeHead = (head: RequestHead): void => {
    answered = false;
    uninteresting = 0;
    time.enter('body');
    if (head === known && admitted !== undefined) {
      begin(admitted);
      return;
    }
    known = undefined;
    closes = closesAfter(head) || has('closes-after-each');
    const wrong = malformed(head, settings);
    if (wrong !== undefined) {
      closes = true;
      refuse(
        has('answers-500-to-malformed-heads') ? { status: 500, why: 'the request is undefined' } : wrong,
      );
      part();
      return;
    }
    if (head.method === 'OPTIONS') {
      answer({ status: 204, fields: [['Allow', methodsOf(settings)]] });
    } else if (head.method === 'GET' || head.method === 'HEAD') {
      read(head);
    } else {
      const { secure } = link;
      const demandsCertificate = house.demandsCertificate;
      const taken = admit(head, { secure, demandsCertificate }, house.settings, isTaken);
      const refusal = isRefusal(taken) ? taken : objectionTo(head, taken);
      if (refusal === undefined && !isRefusal(taken)) {
        if (!looksAround && !closes && store === undefined) known = head;
        begin(taken);
        return;
      }
      // Whoever waits for a 100 may send its body all the same, or not: nobody can tell where it would end.
      closes ||= valueOf(head, 'Expect') !== undefined;
      if (refusal !== undefined) refuse(refusal);
      if (closes) part();
    }
    if (!parting && !serving && time.phase === 'body') time.enter('rest');
  };

  const check = (): void => {
    const refusal = body?.refusal();
    if (refusal === undefined) return;
    leave(false);
    refuse(refusal);
    if (!parting) time.enter('rest');
  };

  const overeats = (bytes: Uint8Array): void => {
    uninteresting += bytes.length;
    if (uninteresting > 2 * appetite) link.reset();
    else if (uninteresting > appetite) part();
  };

  const endBody = (): void => {
    if (parting || serving) return;
    const isDeafToTheEnd = has('ignores-last-chunk') && admitted?.chunked === true && body !== undefined;
    const refusal = leave(true);
    if (isDeafToTheEnd) {
      time.enter('rest');
      return;
    }
    if (refusal !== undefined) refuse(refusal);
    else answer(receiver.reply());
    if (house.fallen) house.dies();
    if (closes) part();
    else time.enter('head');
  };

  const time = visit(link, house.patience, (phase, begun) => {
    if (phase === 'parting') link.close();
    else if (phase === 'serving') link.reset();
    else if (phase === 'rest' || (phase === 'head' && !begun)) part();
    else {
      leave(false);
      answered &&= phase !== 'head';
      closes = true;
      refuse({ status: 408, why: 'nothing more has come for too long' });
      part();
    }
  });

  link.listen({
    head: (head) => {
      if (serving) overtaken = true;
      else if (!parting && head.kind === 'request') takeHead(head);
    },
    ...(has('loses-odd-chunks')
      ? {
          span: (piece) => {
            if (piece === 'chunk-size') body?.chunk();
          },
        }
      : {}),
    payload: (bytes) => {
      if (body === undefined) {
        overeats(bytes);
        return;
      }
      body.push(bytes);
      check();
      if (house.fallen) house.dies();
    },
    messageEnd: endBody,
    stray: (bytes) => {
      if (parting || noise || serving) {
        overtaken ||= serving;
        overeats(bytes);
        return;
      }
      noise = true;
      if (has('takes-bad-chunk-sizes') && admitted?.chunked === true && body !== undefined) {
        leave(store !== undefined);
        answer(ok);
        return;
      }
      leave(false);
      if (has('dies-of-noise')) house.dies();
      if (time.phase === 'head') answered = false;
      time.enter('rest');
      if (has('hangs-on-long-heads') && isLongHead(bytes)) return;
      closes = true;
      refuse({ status: 400, why: 'the request is no HTTP' });
      part();
    },
    fin: () => {
      if (serving) {
        overtaken = true;
        return;
      }
      if (body !== undefined) {
        leave(false);
        closes = true;
        refuse({ status: 400, why: 'the body ends too early' });
      }
      part();
      link.close();
    },
    closed: () => {
      leave(false);
    },
  });
  return time;
};
