import { expect, it } from 'vitest';
import { jsonLines } from './telemetry.ts';

it('writes a line of JSON for each event that is of interest', () => {
  const lines: string[] = [];
  const telemetry = jsonLines(
    'info',
    (line) => void lines.push(line),
    () => new Date('2026-05-04T10:00:00.000Z'),
  );

  telemetry.report({ type: 'frame', action: 'ping', ms: 1 });
  telemetry.report({
    type: 'action',
    conversationId: 'cv',
    turn: 't',
    action: 'a',
    level: 'basic',
    status: 'done',
  });
  telemetry.report({ type: 'fault', where: 'work', error: 'one\ntwo' });

  expect(lines.every((line) => !line.includes('\n'))).toBe(true);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      at: '2026-05-04T10:00:00.000Z',
      severity: 'info',
      type: 'action',
      conversationId: 'cv',
      turn: 't',
      action: 'a',
      level: 'basic',
      status: 'done',
    },
    { at: '2026-05-04T10:00:00.000Z', severity: 'error', type: 'fault', where: 'work', error: 'one\ntwo' },
  ]);
});
