import { expect, test } from 'vitest';
import { basicChallenge, coveredVersion, dated, named, statusLine } from './response-fields.ts';
import { head, observed, sourceAsks, sourceTaken, stray } from './staged.ts';

const answer = (...lines: string[]) => observed(sourceAsks, head(0, 'received', ...lines));
const refusal = (...fields: string[]) => answer('HTTP/1.1 401 Unauthorized', ...fields);

test.for<[string, string, string | undefined]>([
  ['Date: Sat, 21 Nov 2026 12:07:32 GMT', 'met', undefined],
  ['Date: Fri, 31 Dec 1999 23:59:59 UTC', 'broken', 'E-ICE-06'],
  ['Date: Saturday, 21-Nov-26 12:07:32 GMT', 'broken', undefined],
  ['Date: now', 'broken', undefined],
  ['X-Date: Sat, 21 Nov 2026 12:07:32 GMT', 'broken', undefined],
])('%s', ([field, outcome, erratum]) => {
  const found = dated('final')(refusal(field));
  expect(found.outcome).toBe(outcome);
  expect('erratum' in found ? found.erratum : undefined).toBe(erratum);
});

test('the interim answer is looked at by itself', () => {
  const interim = head(0, 'received', 'HTTP/1.1 100 Continue', 'Server: x');
  expect(named('100')(observed(sourceAsks, interim)).outcome).toBe('met');
  expect(named('100')(observed(sourceTaken)).outcome).toBe('broken');
  expect(named('100')(refusal('Server: x'))).toMatchObject({
    outcome: 'unclear',
    reason: 'dependency-failed',
  });
});

test.for([
  'Basic realm="Icecast2 Server"',
  'basic realm=x',
  'Digest nonce="1", Basic charset="UTF-8", realm="x"',
])('the challenge %s names a realm', (value) => {
  expect(basicChallenge(refusal(`WWW-Authenticate: ${value}`)).outcome).toBe('met');
});

test.for(['Basic', 'Digest realm="x"', 'Basically realm="x"'])('the challenge %s does not', (value) => {
  const found = basicChallenge(refusal(`WWW-Authenticate: ${value}`));
  expect(found).toMatchObject({ outcome: 'broken', erratum: 'E-ICE-05' });
});

test('there is no challenge', () => {
  expect(basicChallenge(refusal())).toMatchObject({ actual: '401 Unauthorized without WWW-Authenticate' });
});

test('status lines', () => {
  expect(statusLine(answer('HTTP/1.1 200 OK')).outcome).toBe('met');
  expect(statusLine(answer('HTTP/1.0 200 OK')).outcome).toBe('noted');
  expect(statusLine(answer('ICY 200 OK'))).toMatchObject({ outcome: 'broken', actual: '“ICY 200 OK”' });
  expect(statusLine(observed(sourceAsks, stray(0, 'received', 'OK2\r\n'))).outcome).toBe('broken');
  expect(statusLine(observed(sourceAsks)).outcome).toBe('unclear');
});

test.for<[string, string]>([
  ['Icecast 2.4.4', 'met'],
  ['Icecast 2.4.0-kh15', 'noted'],
  ['Icecast 2.3.3', 'noted'],
  ['Icecast 3', 'met'],
  ['Icecast 2.5', 'met'],
  ['somebody else', 'met'],
])('the server calls itself %s', ([name, outcome]) => {
  expect(coveredVersion(answer('HTTP/1.1 404 Not Found', `Server: ${name}`)).outcome).toBe(outcome);
});
