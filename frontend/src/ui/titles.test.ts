import { expect, test } from 'vitest';
import { Titles } from './titles.ts';

const info = { description: '', allowed: true, requiredLevel: 'tier_2' };

test('what the service has is called by its title, anything else by its name', () => {
  const titles = new Titles({
    actions: [{ ...info, name: 'volume_control', title: 'Volume' }],
    levels: [{ name: 'tier_2', title: 'Gold' }],
  });
  expect(titles.ofAction('volume_control')).toBe('Volume');
  expect(titles.ofAction('open_door')).toBe('Open door');
  expect(titles.ofLevel('tier_2')).toBe('Gold');
  expect(titles.ofLevel('tier_3')).toBe('Tier 3');
  expect(new Titles().ofLevel('premium')).toBe('Premium');
});
