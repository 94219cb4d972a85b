import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import * as protocol from '../src/index.ts';

const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

describe('every frame on the page is one that may travel', () => {
  const sent = [...page.matchAll(/^→ (.*)$/gm)].map(([, frame = '']) => frame);
  const received = [...page.matchAll(/^← (.*)$/gm)].map(([, frame = '']) => frame);

  test.each(sent)('→ %s', (frame) => {
    expect(protocol.parseClientFrame(frame)).toEqual({ ok: true, frame: JSON.parse(frame) });
  });

  test.each(received)('← %s', (frame) => {
    expect(protocol.serverFrame.parse(JSON.parse(frame))).toEqual(JSON.parse(frame));
  });
});

describe('the page names', () => {
  const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const row = (name: string): string[] | undefined =>
    rows.find((cells) => cells[1]?.startsWith(`\`${name}\``));

  test.each(protocol.clientFrame.options.map((frame) => ({ action: frame.shape.action.value, frame })))(
    '$action and its fields',
    ({ action, frame }) => {
      const named = [...(row(action)?.[3] ?? '').matchAll(/`(\w+)`(\??)/g)].map(
        ([, name, mark]) => `${name}${mark}`,
      );
      const { properties = {}, required = [] } = z.toJSONSchema(frame, { io: 'input' });
      const fields = Object.keys(properties).map((field) => (required.includes(field) ? field : `${field}?`));
      // These two are said of all frames.
      expect(named).toEqual(fields.filter((field) => field !== 'action' && field !== 'requestId?'));
    },
  );

  test('who may send what', () => {
    for (const { shape } of protocol.clientFrame.options) {
      const action = shape.action.value;
      const customer = protocol.CUSTOMER_ACTIONS.has(action);
      const role = customer ? (protocol.OPERATOR_ACTIONS.has(action) ? 'both' : 'customers') : 'operators';
      expect(row(action)?.[2]).toBe(role);
    }
  });

  test('every frame of the server', () => {
    const types = protocol.serverFrame.options.map((option) => option.shape.type.value);
    const first = page.slice(page.indexOf('## What the server sends'), page.indexOf('### Errors'));
    for (const type of types) expect(first).toMatch(new RegExp(`^\\| .*\`${type}\`.* \\|`, 'm'));
  });

  test('every chunk', () => {
    const [known] = protocol.chunk.options;
    for (const option of known.options) expect(row(option.shape.type.value)).toBeDefined();
    expect(row('data-…')).toBeDefined();
  });

  test.each([...protocol.ERROR_CODES.keys()])('the code %s', (code) => {
    expect(row(code)).toBeDefined();
  });

  test.each([
    ['MAX_FRAME_BYTES', protocol.MAX_FRAME_BYTES, 'at most 32,768 bytes'],
    ['MAX_MESSAGE_BYTES', protocol.MAX_MESSAGE_BYTES / 1024, 'at most 128 KB'],
    ['TEXT_MAX', protocol.TEXT_MAX, '1 to 4,000 UTF-16 units'],
    ['ID_MAX', protocol.ID_MAX, 'at most 128 characters'],
    ['RESUME_PAGE', protocol.RESUME_PAGE, 'at most 200 frames'],
    ['HISTORY_PAGE', protocol.HISTORY_PAGE, 'up to 50 messages'],
    ['CONVERSATIONS_PAGE', protocol.CONVERSATIONS_PAGE, 'the 20 most recent'],
    ['REORDER_GAP_MS', protocol.REORDER_GAP_MS / 1000, 'lasted 2 seconds'],
    ['PING_INTERVAL_MS', protocol.PING_INTERVAL_MS / 60_000, 'every 5 minutes'],
    ['IDLE_TIMEOUT_MS', protocol.IDLE_TIMEOUT_MS / 60_000, '10 minutes without a frame'],
    ['APPROVAL_TTL_MS', protocol.APPROVAL_TTL_MS / 60_000, 'after 10 minutes'],
    ['REQUEST_ID_TTL_MS', protocol.REQUEST_ID_TTL_MS / 3_600_000, '24 hours'],
  ])('the limit %s', (_, value, words) => {
    expect(page).toContain(words);
    expect(words.replace(',', '')).toMatch(new RegExp(`\\b${value}\\b`));
  });
});
