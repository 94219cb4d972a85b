import { expect, test } from 'vitest';
import { compareInInbox } from './inbox-order.ts';
import { viewOf } from './testing/fake-server.ts';

const at = (minute: number): string => `2026-01-05T09:${String(minute).padStart(2, '0')}:00Z`;

test('those who wait come first, by priority, then by how long they have waited', () => {
  const sorted = [
    viewOf('bot, earlier', { updatedAt: at(1) }),
    viewOf('standard, longest', { status: 'waiting', priority: 'standard', waitingSince: at(0) }),
    viewOf('bot, later', { updatedAt: at(2) }),
    viewOf('dedicated', { status: 'waiting', priority: 'dedicated', waitingSince: at(9) }),
    viewOf('no priority', { status: 'waiting', updatedAt: at(0) }),
    viewOf('standard, shorter', { status: 'waiting', priority: 'standard', waitingSince: at(3) }),
    viewOf('priority', { status: 'waiting', priority: 'priority', waitingSince: at(5) }),
  ].sort(compareInInbox);
  expect(sorted.map(({ id }) => id)).toEqual([
    'dedicated',
    'priority',
    'standard, longest',
    'standard, shorter',
    'no priority',
    'bot, later',
    'bot, earlier',
  ]);
});
