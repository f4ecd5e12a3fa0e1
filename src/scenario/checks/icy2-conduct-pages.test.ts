import { expect, test } from 'vitest';
import { notUtf8 } from '../../trace/event.ts';
import { inert, inUtf8, notLinked, wellFormed } from './icy2-conduct-pages.ts';
import { observed, page, sourceTaken } from './staged.ts';
import type { Staged } from './staged.ts';

const shown = (name: string, text: string, status = 200): Staged => page(name, status, `${text}`);
const seen = (...pages: readonly Staged[]) => observed(sourceTaken, ...pages);
const html = (body: string) => shown('/status.xsl', `<!DOCTYPE html><h1>/live.mp3</h1>${body}`);

test('statistics are JSON or XML', () => {
  expect(wellFormed(seen(shown('status', '{"mount":"/live.mp3"}'))).outcome).toBe('met');
  expect(wellFormed(seen(shown('stats', '<?xml version="1.0"?><s mount="/live.mp3"/>'))).outcome).toBe('met');
  expect(wellFormed(seen(shown('status', '{"mount":"/live.mp3"')))).toMatchObject({ outcome: 'broken' });
  expect(wellFormed(seen(shown('stats', '<s mount="/live.mp3">a & b</s>')))).toMatchObject({
    actual: expect.stringContaining('an & that begins no reference') as string,
  });
  expect(wellFormed(seen(shown('status', '', 500)))).toMatchObject({ actual: 'status 500 for status' });
  expect(wellFormed(seen(shown('status', '{}'))).outcome).toBe('unclear');
  expect(wellFormed(observed()).outcome).toBe('unclear');
});

test('pages are UTF-8', () => {
  const [event] = html('');
  const garbled: Staged = event === undefined ? [] : [{ ...event, error: notUtf8 } as typeof event];
  expect(inUtf8(seen(html(''))).outcome).toBe('met');
  expect(inUtf8(seen(garbled))).toMatchObject({ actual: 'bytes in /status.xsl that are not' });
});

test('what a source says stays text', () => {
  expect(inert(seen(html('&lt;script&gt;ingestspec()&lt;/script&gt;<script>own()</script>'))).outcome).toBe(
    'met',
  );
  expect(inert(seen(html('<script>ingestspec()</script>')))).toMatchObject({ outcome: 'broken' });
  expect(inert(seen(html('<ingestspec-b>')))).toMatchObject({
    actual: 'the element <ingestspec-b> in /status.xsl',
  });
  expect(inert(seen(html('<a href="" onmouseover="ingestspec()">')))).toMatchObject({ outcome: 'broken' });
  expect(inert(seen(shown('/status.xsl', '', 404))).outcome).toBe('unclear');
});

test('links lead to the web', () => {
  expect(notLinked(seen(html('javascript:ingestspec(1) <a href="https://x/ingestspec">'))).outcome).toBe(
    'met',
  );
  for (const address of [
    'javascript:ingestspec()',
    ' java\nscript:ingestspec()',
    'DATA:text/html,ingestspec',
  ])
    expect(notLinked(seen(html(`<a href="${address}">`)))).toMatchObject({ outcome: 'broken' });
});
