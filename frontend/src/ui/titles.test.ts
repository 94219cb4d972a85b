import { expect, test } from 'vitest';
import { Titles } from './titles.ts';

const info = { description: '', allowed: true, requiredLevel: 'tier_2' };

test('what the service has is called by its title, anything else by its name', () => {
  const titles = new Titles({
    service: { title: 'My home' },
    actions: [{ ...info, name: 'volume_control', title: 'Volume' }],
    levels: [{ name: 'tier_2', title: 'Gold' }],
  });
  expect(titles.service).toBe('My home');
  expect(titles.ofAction('volume_control')).toBe('Volume');
  expect(titles.ofAction('open_door')).toBe('Open door');
  expect(titles.ofLevel('tier_2')).toBe('Gold');
  expect(titles.ofLevel('tier_3')).toBe('Tier 3');
  expect(new Titles(undefined).ofLevel('premium')).toBe('Premium');
  expect(new Titles(undefined).service).toBe('');
  expect(new Titles({}).service).toBe('Agentic Service Bot');
});
