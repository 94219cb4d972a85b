import { expect, it } from 'vitest';
import { absent } from './absent.ts';

it('what a function does not have can be passed on, and says so when it is used', () => {
  const scheduler = absent<{ set(id: string): void }>('scheduler');
  const ports = { scheduler };
  expect(() => ports.scheduler.set('x')).toThrow('This function has no scheduler, and wanted its set.');
});
