import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runServer, startServer, temporaryDirectory, type Settings } from '../support/server.ts';

let data: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeEach(async () => {
  data = await temporaryDirectory();
});

afterEach(async () => {
  await data.remove();
});

/** Starts the server, which must refuse with one line that names what is wrong. */
async function expectRefusal(settings: Settings, named: RegExp): Promise<void> {
  const { code, stderr } = await runServer({ PORT: '0', DATA_DIR: data.path, ...settings });

  expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(named)]);
  expect(code).toBeGreaterThan(0);
}

describe('a setting that can not be', () => {
  it.each([
    [{ PORT: 'abc' }, /PORT.*abc/],
    [{ PORT: '65536' }, /PORT.*65536/],
    [{ PORT: '-1' }, /PORT.*-1/],
    [{ HOST: '0.0.0.0' }, /HOST/],
    [{ AUTH_SECRET: 'short' }, /AUTH_SECRET/],
    [{ AUTH_ISSUER: 'no url' }, /AUTH_ISSUER/],
  ])('%o', async (settings, named) => {
    await expectRefusal(settings, named);
    await expect(readdir(data.path)).resolves.toEqual([]);
  });

  it('a service that fails while it is loaded, with the line of it', async () => {
    const file = join(data.path, 'service.ts');
    await writeFile(file, 'const shop: any = {};\nexport const service = shop.levels.first;\n');

    await expectRefusal({ SERVICE: file }, /^SERVICE is ".*\/service\.ts".*'first'.*\(.*\/service\.ts:2\)$/);
  });

  it('more than one of them: each is named', async () => {
    const { code, stderr } = await runServer({ PORT: 'abc', AUTH_ISSUER: 'no url', DATA_DIR: data.path });

    expect(stderr).toMatch(/PORT/);
    expect(stderr).toMatch(/AUTH_ISSUER/);
    expect(code).toBeGreaterThan(0);
  });

  it('a port in use', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    try {
      await expectRefusal({ PORT: String(port) }, new RegExp(String(port)));
    } finally {
      holder.close();
    }
  });

  it('a data directory that another server has', async () => {
    const server = await startServer({ DATA_DIR: data.path });
    try {
      await expectRefusal({}, /DATA_DIR/);
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    } finally {
      await server.stop();
    }
  });

  it('a data directory that can not be written', async () => {
    const file = join(data.path, 'a-file');
    await writeFile(file, 'mine');

    await expectRefusal({ DATA_DIR: join(file, 'inside') }, /DATA_DIR/);
    await expectRefusal({ DATA_DIR: file }, /DATA_DIR/);
    // It takes no folder, not even from root.
    await expectRefusal({ DATA_DIR: '/proc/inside' }, /DATA_DIR/);
    await expect(readFile(file, 'utf8')).resolves.toBe('mine');
  });
});

describe('a database that can not be used is left as it is', () => {
  let database: string;

  const digest = async (): Promise<string> =>
    createHash('sha256')
      .update(await readFile(database))
      .digest('hex');

  /** A database as a server leaves it that was told to end. */
  beforeEach(async () => {
    await (await startServer({ DATA_DIR: data.path })).stop();
    const [file, ...rest] = await readdir(data.path);
    if (file === undefined || rest.length > 0) throw new Error(`Not one file: ${[file, ...rest].join(' ')}`);
    database = join(data.path, file);
  });

  it('of a newer version', async () => {
    const connection = new DatabaseSync(database);
    connection.exec('PRAGMA user_version = 9999');
    connection.close();
    const before = await digest();

    await expectRefusal({}, /newer|9999/);
    await expect(digest()).resolves.toBe(before);
  });

  it('a corrupt one', async () => {
    const handle = await open(database, 'r+');
    await handle.write(Buffer.alloc(4_096, 'no database '), 0, 4_096, 0);
    await handle.close();
    const before = await digest();

    await expectRefusal({}, /corrupt|not a database|damaged/i);
    await expect(digest()).resolves.toBe(before);
  });

  it('one that is a folder', async () => {
    await rm(database);
    await mkdir(database);

    await expectRefusal({}, /bot\.db can not be opened: .*DATA_DIR/);
  });

  it('one that is no database at all', async () => {
    await writeFile(database, 'My diary, page one.\n');

    await expectRefusal({}, /corrupt|not a database|damaged/i);
    await expect(readFile(database, 'utf8')).resolves.toBe('My diary, page one.\n');
  });
});
