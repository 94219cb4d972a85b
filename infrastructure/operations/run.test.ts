import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { programsOf } from './run.ts';

const run = programsOf('/nowhere', { PATH: process.env['PATH'], GIVEN: 'given' });
const options = { cwd: tmpdir(), shown: false } as const;

it('returns what a program says, which sees what it is given', async () => {
  const script = 'console.log(process.env.GIVEN, process.env.MORE)';
  expect(await run(process.execPath, ['-e', script], { ...options, env: { MORE: 'more' } })).toBe(
    'given more\n',
  );
});

it('says how a program ended that did not end well', async () => {
  await expect(run(process.execPath, ['-e', 'process.exit(3)'], options)).rejects.toThrow(/ended with 3\.$/);
});

it('says what is missing', async () => {
  await expect(run('no-such-program', [], options)).rejects.toMatchObject({
    message: expect.stringContaining("no-such-program can't be started"),
    next: 'Run `npm ci` in /nowhere.',
  });
});
