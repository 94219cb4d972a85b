import { describe, expect, it } from 'vitest';
import { TestHome } from '../testing/test-home.ts';

describe('plan_info', () => {
  it.each([
    [
      'basic',
      'premium',
      'Premium ($9.99/month) adds moving devices, music, room for 3 devices and priority support.',
    ],
    [
      'basic',
      'enterprise',
      'Enterprise ($29.99/month) adds moving devices, music, multi-room music, routines, room for 10 devices and dedicated support.',
    ],
    [
      'premium',
      'enterprise',
      'Enterprise ($29.99/month) adds multi-room music, routines, room for 10 devices and dedicated support.',
    ],
    [
      'premium',
      'basic',
      'Basic (free) has room for 1 device and standard support, without moving devices and music.',
    ],
    ['basic', 'basic', 'You are on Basic (free): room for 1 device and standard support.'],
    [
      'premium',
      'premium',
      'You are on Premium ($9.99/month): moving devices, music, room for 3 devices and priority support.',
    ],
  ])('on %s, asked about %s: %s', async (level, plan, words) => {
    expect(await new TestHome({ level }).say('plan_info', { plan })).toBe(words);
  });

  it('tells of all plans where none is named, of theirs first', async () => {
    const words = await new TestHome({ level: 'premium' }).say('plan_info', {});
    expect(words).toMatch(/^You are on Premium .* Basic \(free\) has .* Enterprise .* adds .*\.$/u);
  });
});
