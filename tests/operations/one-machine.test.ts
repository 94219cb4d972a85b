/** The drill for one machine: write under load, back up, destroy, restore, with the commands as they are typed. */
import { execFile } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Client } from '../protocol-client/client.ts';
import { demoTarget } from '../protocol-client/target.ts';
import { ROOT, startServer, temporaryDirectory, type Server } from '../support/server.ts';

const run = promisify(execFile);
const CUSTOMERS = ['cust_001', 'cust_002', 'cust_003'];
/** Of each customer, while the backup is made; a customer may write so many a minute. */
const MESSAGES = 12;

interface Accepted {
  readonly customer: string;
  readonly conversationId: string;
  readonly messageId: string;
}

let data: Awaited<ReturnType<typeof temporaryDirectory>>;
let elsewhere: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: Server;

beforeEach(async () => {
  data = await temporaryDirectory();
  elsewhere = await temporaryDirectory();
  server = await startServer({ DATA_DIR: data.path });
});

afterEach(async () => {
  await server.stop('SIGKILL');
  await data.remove();
  await elsewhere.remove();
});

/** Runs a command as `npm run` does; returns what it said. */
async function type(command: 'save' | 'restore' | 'export', ...words: string[]): Promise<string> {
  const env = { ...process.env, DATA_DIR: data.path };
  const { stdout } = await run(process.execPath, ['local/src/backup.ts', command, ...words], {
    cwd: ROOT,
    env,
  });
  return stdout;
}

/** Writes one message after another, each as soon as the last is accepted, and says so of each. */
async function write(customer: string, tell: (accepted: Accepted) => void): Promise<void> {
  const client = await Client.join(demoTarget(server.url), customer);
  for (let n = 1; n <= MESSAGES; n += 1) {
    const text = `message ${n} of ${customer}`;
    const { conversationId, messageId } = await client.request({
      action: 'sendMessage',
      requestId: `r-${n}`,
      text,
    });
    tell({ customer, conversationId, messageId });
  }
  await client.close();
}

it('loses nothing that was accepted before the backup began', { timeout: 60_000 }, async () => {
  const backup = join(elsewhere.path, 'copy.db');
  const accepted: Accepted[] = [];
  let before: readonly Accepted[] = [];
  let saving: Promise<string> | undefined;
  await Promise.all(
    CUSTOMERS.map((customer) =>
      write(customer, (one) => {
        accepted.push(one);
        if (accepted.length !== CUSTOMERS.length * 4) return;
        before = [...accepted];
        saving = type('save', backup);
      }),
    ),
  );
  expect(await saving).toMatch(/read and found whole/);
  expect(before).toHaveLength(CUSTOMERS.length * 4);

  await server.stop('SIGKILL');
  await rm(data.path, { recursive: true });
  expect(await type('restore', backup)).toContain('bot.db is what');
  server = await startServer({ DATA_DIR: data.path });

  for (const customer of CUSTOMERS) {
    const client = await Client.join(demoTarget(server.url), customer);
    for (const { conversationId, messageId } of before.filter((one) => one.customer === customer)) {
      await client.resume(conversationId);
      const messages = await client.transcript(conversationId).messages();
      expect(messages.map(({ id }) => id)).toContain(messageId);
    }
    await client.close();
  }
  const exported = (await type('export'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(exported.length).toBeGreaterThanOrEqual(CUSTOMERS.length);
  expect(await readdir(data.path)).toContain('bot.db');
});

it('is refused while a server uses the folder', async () => {
  const backup = join(elsewhere.path, 'copy.db');
  await type('save', backup);

  await expect(type('restore', backup)).rejects.toThrow(/which another server uses: stop that one/);
});
