import { expect, test } from 'vitest';
import { fault } from './fault.ts';

test('says what caused an error, and where both were thrown', () => {
  const refused = new Error('connect ECONNREFUSED 10.0.0.1:443');
  const event = fault('alerts', new TypeError('fetch failed', { cause: refused }), 'cv_1');
  expect(event).toMatchObject({
    type: 'fault',
    where: 'alerts',
    conversationId: 'cv_1',
    error: 'TypeError: fetch failed, because of Error: connect ECONNREFUSED 10.0.0.1:443',
  });
  expect(event.stack).toMatch(/^TypeError: fetch failed\n.*fault\.test\.ts/su);
  expect(event.stack).toMatch(
    /\nbecause of Error: connect ECONNREFUSED 10\.0\.0\.1:443\n.*fault\.test\.ts/su,
  );
});

test('says nothing of what else an error holds', () => {
  const error = Object.assign(new Error('401'), { headers: { authorization: 'Bearer secret' } });
  expect(JSON.stringify(fault('model', error))).not.toContain('secret');
});

test('comes to an end where errors cause each other', () => {
  const one = new Error('one');
  one.cause = new Error('other', { cause: one });
  const { error, stack } = fault('work', one);
  expect(error.match(/one|other/gu)).toHaveLength(6);
  expect(stack?.length).toBeLessThanOrEqual(6_000);
});

test('takes what is no error as it is', () => {
  expect(fault('work', 'no disk')).toEqual({ type: 'fault', where: 'work', error: 'no disk' });
});
