import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from './limits.ts';
import { bytesOf, latin1 } from './message.ts';
import type { Head } from './message.ts';
import { messageReader } from './reader.ts';
import type { MessageReader, SpanPart } from './reader.ts';
import type { Side } from './start-line.ts';
import { bodyUntilClose } from './unframed.ts';

interface Told {
  /** Spans, payload and strays that touch put together. */
  readonly spans: [part: SpanPart, text: string][];
  readonly heads: Head[];
  readonly notes: string[];
}

const begin = (side: Side, methods: string[] = [], limits = defaultLimits) => {
  const told: Told = { spans: [], heads: [], notes: [] };
  const reader: MessageReader = messageReader(
    side,
    { limits, unframed: bodyUntilClose, requestMethod: () => methods[0] },
    {
      span: (part, bytes) => {
        expect(bytes.length).toBeGreaterThan(0);
        const last = told.spans.at(-1);
        if (last?.[0] === part && (part === 'payload' || part === 'stray')) last[1] += latin1(bytes);
        else told.spans.push([part, latin1(bytes)]);
      },
      head: (head) => {
        told.heads.push(head);
        told.notes.push('head');
        if (head.kind === 'response' && head.status >= 200) methods.shift();
      },
      messageEnd: () => told.notes.push('end'),
      malformed: (oddity) => told.notes.push(oddity),
    },
  );
  return { reader, told };
};

const all = (text: string, side: Side = 'request', methods: string[] = []) => {
  const { reader, told } = begin(side, methods);
  reader.push(bytesOf(text));
  reader.end();
  return told;
};

const put = 'PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n';

test('a chunked message, and one after it', () => {
  const told = all(`${put}3;a=b\r\nabc\r\n0\r\nX: y\r\n\r\nGET / HTTP/1.1\r\n\r\n`);
  expect(told.spans).toEqual([
    ['head', put],
    ['chunk-size', '3;a=b\r\n'],
    ['payload', 'abc'],
    ['chunk-end', '\r\n'],
    ['chunk-size', '0\r\n'],
    ['trailer', 'X: y\r\n\r\n'],
    ['head', 'GET / HTTP/1.1\r\n\r\n'],
  ]);
  expect(told.notes).toEqual(['head', 'end', 'head', 'end']);
});

test('the trailer of a body without trailer fields is its blank line', () => {
  expect(all(`${put}0\r\n\r\n`).spans.slice(1)).toEqual([
    ['chunk-size', '0\r\n'],
    ['trailer', '\r\n'],
  ]);
});

test('lengths, empty lines before a start line, bare line feeds', () => {
  const first = 'POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n';
  const second = '\r\n\nPOST / HTTP/1.1\nContent-Length: 0\n\n';
  const told = all(`${first}abc${second}`);
  expect(told.spans).toEqual([
    ['head', first],
    ['payload', 'abc'],
    ['head', second],
  ]);
  expect(told.notes).toEqual(['head', 'end', 'head', 'end']);
});

test.for(['PUT /a HTTP/1.1\r\n\r\n', 'SOURCE /a ICE/1.0\r\n\r\n'])('%j has a body up to the FIN', (head) => {
  const { reader, told } = begin('request');
  reader.push(bytesOf(`${head}GET / HTTP/1.1\r\n\r\n`));
  expect(told.notes).toEqual(['head']);
  reader.end();
  expect(told.spans).toEqual([
    ['head', head],
    ['payload', 'GET / HTTP/1.1\r\n\r\n'],
  ]);
  expect(told.notes).toEqual(['head', 'end']);
});

test('a body that ends with the connection does not end when that breaks', () => {
  const { reader, told } = begin('request');
  reader.push(bytesOf('PUT /a HTTP/1.1\r\n\r\nabc'));
  reader.cut();
  expect(told.notes).toEqual(['head']);
});

test('responses: informational ones first, bodies by what the requests were', () => {
  const told = all(
    'HTTP/1.1 100 Continue\r\n\r\n' +
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n' +
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi' +
      'ICY 200 OK\r\n\r\nmusic',
    'response',
    ['HEAD', 'GET'],
  );
  expect(told.heads.map((head) => head.kind === 'response' && head.status)).toEqual([100, 200, 200, 200]);
  expect(told.spans.filter(([part]) => part === 'payload')).toEqual([
    ['payload', 'hi'],
    ['payload', 'music'],
  ]);
  expect(told.notes).toEqual(['head', 'end', 'head', 'end', 'head', 'end', 'head', 'end']);
});

describe('a body that was refused', () => {
  const expecting = 'PUT /a HTTP/1.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n';

  test('is not waited for', () => {
    const { reader, told } = begin('request');
    reader.push(bytesOf(expecting));
    reader.bodyRefused();
    reader.push(bytesOf('GET / HTTP/1.1\r\n\r\n'));
    expect(told.notes).toEqual(['head', 'head', 'end']);
  });

  test('is not waited for twice', () => {
    const { reader, told } = begin('request');
    reader.push(bytesOf('GET / HTTP/1.1\r\n\r\nGET /'));
    reader.bodyRefused();
    reader.push(bytesOf('a HTTP/1.1\r\n\r\n'));
    expect(told.notes).toEqual(['head', 'end', 'head', 'end']);
  });

  test('is read if it has begun to come', () => {
    const { reader, told } = begin('request');
    reader.push(bytesOf(`${expecting}GE`));
    reader.bodyRefused();
    reader.push(bytesOf('T /GET / HTTP/1.1\r\n\r\n'));
    expect(told.spans[1]).toEqual(['payload', 'GET /']);
    expect(told.notes).toEqual(['head', 'end', 'head', 'end']);
  });
});

test.for<[text: string, oddity: string, stray: string]>([
  ['hackme\r\nicy-name: x\r\n\r\n', 'bad-start-line', 'hackme\r\nicy-name: x\r\n\r\n'],
  ['\x16\x03\x01\x02', 'bad-start-line', '\x16\x03\x01\x02'],
  [`${put}xyz\r\nabc`, 'bad-chunk-size', 'xyz\r\nabc'],
  [`${put}\r\n`, 'bad-chunk-size', '\r\n'],
  [`${put}-1\r\n`, 'bad-chunk-size', '-1\r\n'],
  [`${put}0x5\r\n`, 'bad-chunk-size', '0x5\r\n'],
  [`${put}20000000000000\r\n`, 'bad-chunk-size', '20000000000000\r\n'],
  [`${put}ffffffffffffffffffff\r\n`, 'bad-chunk-size', 'ffffffffffffffffffff\r\n'],
  [`${put}1\r\nabc\r\n`, 'bad-chunk-end', 'bc\r\n'],
  [`${put}1\r\na\rb`, 'bad-chunk-end', '\rb'],
])('%j is given up: %s', ([text, oddity, stray]) => {
  const told = all(`${text}GET / HTTP/1.1\r\n\r\n`);
  expect(told.notes.filter((note) => note !== 'head')).toEqual([oddity]);
  expect(told.spans.at(-1)).toEqual(['stray', `${stray}GET / HTTP/1.1\r\n\r\n`]);
});

test('a bad start line is told before its head is whole', () => {
  const { reader, told } = begin('request');
  reader.push(bytesOf('hackme\r\n'));
  expect(told.spans).toEqual([['stray', 'hackme\r\n']]);
});

test.for(['1f\r\n', '1F \r\n', '0001f\n', '1f;x="\x01"\r\n'])('chunk line %j is read', (line) => {
  const { reader, told } = begin('request');
  reader.push(bytesOf(`${put}${line}${'a'.repeat(31)}\r\n0\r\n\r\n`));
  expect(told.notes).toEqual(['head', 'end']);
});

test('a size just below 2^53 is counted, not allocated', () => {
  const told = all(`${put}1fffffffffffff\r\nabc`);
  expect(told.spans.at(-1)).toEqual(['payload', 'abc']);
});

test('what was cut off is a stray', () => {
  expect(all('GET / HT').spans).toEqual([['stray', 'GET / HT']]);
  expect(all(`${put}1`).spans.at(-1)).toEqual(['stray', '1']);
  expect(all(`${put}1\r\na\r`).spans.at(-1)).toEqual(['stray', '\r']);
  expect(all(`${put}0\r\nX: y`).spans.at(-1)).toEqual(['stray', 'X: y']);
  expect(all('GET / HTTP/1.1\r\n\r\n\r\n').spans.at(-1)).toEqual(['stray', '\r\n']);
});

describe('limits', () => {
  const limits = { startLine: 40, headBytes: 100, headLines: 3, chunkLine: 20, trailerBytes: 30 };

  test.for([
    `GET /${'a'.repeat(60)}`,
    `GET /${'a'.repeat(40)} HTTP/1.1\r\n`,
    `GET / HTTP/1.1\r\nA: ${'a'.repeat(100)}`,
    'GET / HTTP/1.1\r\nA: b\r\nA: b\r\nA: b\r\n',
    '\r\n'.repeat(60),
    `${put}1;${'a'.repeat(20)}`,
    `${put}0\r\nA: ${'a'.repeat(30)}`,
  ])('%j is too long, whole or byte by byte', (text) => {
    for (const size of [1, text.length]) {
      const { reader, told } = begin('request', [], limits);
      const bytes = bytesOf(text);
      for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
      expect(told.notes.at(-1)).toBe('too-long');
      expect(told.spans.map(([, span]) => span).join('')).toBe(text);
    }
  });

  test('just within them is read', () => {
    const { reader, told } = begin('request', [], limits);
    const line = 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nA: ';
    reader.push(bytesOf(`${line.padEnd(96, 'a')}\r\n\r\n`));
    reader.push(bytesOf(`${'0'.repeat(18)}\r\n`));
    reader.push(bytesOf(`${'A: '.padEnd(26, 'a')}\r\n\r\n`));
    expect(told.notes).toEqual(['head', 'end']);
  });
});

test('a head of 64 KiB that comes byte by byte takes linear time', () => {
  const text = `GET / HTTP/1.1\r\n${`A: ${'b'.repeat(500)}\r\n`.repeat(128)}\r\n`;
  const { reader, told } = begin('request');
  const bytes = bytesOf(text);
  const started = performance.now();
  for (let at = 0; at < bytes.length; at += 1) reader.push(bytes.subarray(at, at + 1));
  expect(told.spans).toEqual([['head', text]]);
  expect(performance.now() - started).toBeLessThan(1500);
});

test('payload is a view of what was pushed', () => {
  const seen: Uint8Array[] = [];
  const reader = messageReader(
    'request',
    { limits: defaultLimits, unframed: bodyUntilClose, requestMethod: () => undefined },
    {
      span: (part, bytes) => {
        if (part === 'payload') seen.push(bytes);
      },
      head: () => {},
      messageEnd: () => {},
      malformed: () => {},
    },
  );
  const slice = bytesOf(`${put}3\r\nabc\r\n3\r\ndef\r\n`);
  reader.push(slice);
  expect(seen.map((bytes) => bytes.buffer === slice.buffer)).toEqual([true, true]);
});

describe('properties', () => {
  const chunked = fc
    .array(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 6 })
    .map((parts) =>
      [put, ...parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`), '0\r\n\r\n'].join(''),
    );
  const withLength = fc
    .string({ maxLength: 60 })
    .map((body) => `POST / HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  const stream = fc
    .array(fc.oneof(chunked, withLength), { minLength: 1, maxLength: 5 })
    .map((messages) => messages.join('').replaceAll(/[^\0-\xff]/g, '?'));
  const garbage = fc.uint8Array({ maxLength: 200 }).map((bytes) => latin1(bytes));
  const mutated = fc.tuple(stream, fc.nat(), fc.nat(8), garbage).map(([text, at, cut, insert]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + insert.slice(0, 5) + text.slice(place + cut);
  });
  const cuts = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 60 });

  const tight = { startLine: 24, headBytes: 70, headLines: 3, chunkLine: 20, trailerBytes: 16 };

  const sliced = (text: string, sizes: readonly number[], side: Side, limits = defaultLimits): Told => {
    const { reader, told } = begin(side, [], limits);
    const bytes = bytesOf(text);
    let at = 0;
    for (let turn = 0; at < bytes.length; turn += 1) {
      const size = Math.max(sizes[turn % sizes.length] ?? 1, turn % 2);
      reader.push(bytes.subarray(at, at + size));
      at += size;
    }
    reader.end();
    return told;
  };

  test('any slicing tells the same', () => {
    fc.assert(
      fc.property(fc.oneof(stream, mutated, garbage), cuts, (text, sizes) => {
        expect(sliced(text, sizes, 'request')).toEqual(all(text));
        expect(sliced(text, sizes, 'response')).toEqual(all(text, 'response'));
        expect(sliced(text, sizes, 'request', tight)).toEqual(sliced(text, [text.length], 'request', tight));
      }),
      { numRuns: 1000 },
    );
  });

  test('every byte is in one span, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(stream, mutated, garbage), cuts, (text, sizes) => {
        const { spans } = sliced(text, sizes, 'request');
        expect(spans.map(([, span]) => span).join('')).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });
});

test('where payload alone is asked for, the lines around it are not told, however it is cut', () => {
  const text = `${put}3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nX: y\r\n\r\n${put}1\r\nf\r\n0\r\n\r\n${put}zz\r\n`;
  for (const size of [1, 2, 7, text.length]) {
    const told: string[] = [];
    const reader = messageReader(
      'request',
      { limits: defaultLimits, unframed: bodyUntilClose, requestMethod: () => undefined, told: 'payload' },
      {
        span: (part, bytes) => told.push(`${part} ${latin1(bytes)}`),
        head: ({ fields }) => told.push(`fields ${String(fields.length)}`),
        messageEnd: () => told.push('end'),
        malformed: (oddity) => told.push(oddity),
      },
    );
    for (let at = 0; at < text.length; at += size) reader.push(bytesOf(text.slice(at, at + size)));
    const parts = new Set(told.map((line) => line.split(' ', 1)[0]));
    expect([...parts].sort()).toEqual(['bad-chunk-size', 'end', 'fields', 'head', 'payload', 'stray']);
    const payload = told.filter((line) => line.startsWith('payload ')).map((line) => line.slice(8));
    expect(payload.join('')).toBe('abcdef');
  }
});

test('a head that comes again is the same value, and one that differs by a byte is not', () => {
  const one = 'POST /a HTTP/1.1\r\nContent-Length: 1\r\n\r\nx';
  const { heads } = all(`${one}${one}${one.replace('/a', '/b')}${one}`);
  expect(heads.map((head) => head === heads[0])).toEqual([true, true, false, false]);
  expect(heads.map((head) => (head.kind === 'request' ? head.target : ''))).toEqual(['/a', '/a', '/b', '/a']);
});
