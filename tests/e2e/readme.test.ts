import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { ROOT, temporaryDirectory } from '../support/server.ts';
import { read } from '../docs/pages.ts';

/** A folder that a block names for its data: the test's own takes its place. */
const DATA_DIR = /(?<=DATA_DIR=)\S+/u;

/** The blocks of the README that start the bot. What installs it has been done before any test. */
const blocks = Array.from(read('README.md').matchAll(/```bash\n(?<block>[^`]*)```/gu), ({ groups }) =>
  (groups?.['block'] ?? '').replace(/^npm ci\n/u, ''),
).filter((block) => /npm start$/u.test(block.trim()));

/** Runs a block as it stands, and returns what it serves under `/healthz` once it says where. */
async function healthOf(block: string, data: string): Promise<unknown> {
  const shell = spawn('bash', ['-euc', block.replace(DATA_DIR, data)], {
    cwd: ROOT,
    detached: true,
    env: {
      PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
      HOME: process.env['HOME'],
      PORT: '0',
      DATA_DIR: data,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(shell, 'close');
  try {
    for await (const line of createInterface(shell.stdout)) {
      const url = /https?:\/\/[^\s/]+/u.exec(line)?.[0];
      if (url !== undefined) return await (await fetch(`${url}/healthz`)).json();
    }
    throw new Error('It ended without a word of where it serves.');
  } finally {
    // The shell, npm and the server are one group.
    if (shell.pid !== undefined && shell.exitCode === null) process.kill(-shell.pid, 'SIGTERM');
    shell.stdout.resume();
    await ended;
  }
}

test('the README starts the bot in five ways', () => {
  expect(blocks).toHaveLength(5);
});

test.each(blocks)('it serves: %s', async (block) => {
  const data = await temporaryDirectory();
  try {
    expect(await healthOf(block, data.path)).toMatchObject({ status: 'ok' });
  } finally {
    await data.remove();
  }
});

test('a block that does not start the bot is found', async () => {
  await expect(healthOf('echo nothing', '/nowhere')).rejects.toThrow(/without a word/);
});
