import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTEXTS, SUBJECTS } from './subjects.ts';

const HERE = import.meta.dirname;

/** Runs Node with no variable set, and no network. */
function alone(...args: string[]): string {
  const guard = ['--import', join(HERE, 'no-network.ts')];
  return execFileSync(process.execPath, [...guard, ...args], {
    env: {},
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

describe('in an empty environment, without a network', () => {
  it('the template is, byte for byte, what it is in this one', () => {
    const template = alone(join(HERE, 'print-template.ts'), JSON.stringify(CONTEXTS.prod));
    expect(template).toBe(JSON.stringify(SUBJECTS.prod.template));
  }, 60_000);

  it('whoever opens a connection is seen', () => {
    expect(() => alone('--eval', "require('node:net').connect(9)")).toThrow(/Somebody opened a connection/);
  });
});
