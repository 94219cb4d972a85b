/** The commands of the deployment document as they are written there, by the AWS CLI itself, against servers of this machine. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startFauxqs, type FauxqsServer } from 'fauxqs';
import { S3Client } from '@aws-sdk/client-s3';
import { ROOT } from '../support/server.ts';
import { keysIn, objectIn } from './stand-ins/look.ts';

/** The AWS CLI takes seconds to begin. */
vi.setConfig({ testTimeout: 60_000 });

const run = promisify(execFile);
const SITE = 'agentic-service-bot-dev-frontend';
const GOOD = '<p>good page</p>';
const BROKEN = '<p>bad  page</p>';

let folder: string;
let fauxqs: FauxqsServer;
let s3: S3Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'document-'));
  fauxqs = await startFauxqs({ port: 0, logger: false });
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
  s3 = new S3Client({ endpoint: fauxqs.address, region: 'us-east-1', forcePathStyle: true, credentials });
});

afterAll(async () => {
  await fauxqs.stop();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  fauxqs.reset();
  fauxqs.createBucket(SITE);
  fauxqs.createBucket('artifacts');
});

/** `aws`, with the words of the document and, beyond it, where the servers are. */
async function aws(words: string, endpoint = fauxqs.address, cwd = folder): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    ...{ AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', AWS_DEFAULT_REGION: 'us-east-1' },
  };
  const { stdout } = await run('aws', [...words.split(' '), '--endpoint-url', endpoint], { cwd, env });
  return stdout;
}

describe('REACT_APP_ENV=… npm run build, and aws s3 sync build/', () => {
  it.each(['dev', 'prod'])('put the pages for %s into the bucket', async (environment) => {
    const project = join(folder, environment);
    await mkdir(project);
    for (const name of ['package.json', 'node_modules', 'protocol', 'tsconfig.json']) {
      await symlink(join(ROOT, name), join(project, name));
    }
    const filter = (path: string) => !/\/(build|node_modules)$/.test(path);
    await cp(join(ROOT, 'frontend'), join(project, 'frontend'), { recursive: true, filter });
    const frontend = join(project, 'frontend');

    await run('npm', ['run', 'build'], {
      cwd: frontend,
      env: { ...process.env, NODE_ENV: 'production', REACT_APP_ENV: environment },
    });
    await aws(`s3 sync build/ s3://${SITE}`, fauxqs.address, frontend);

    const built = await readdir(join(frontend, 'build'), { recursive: true, withFileTypes: true });
    expect(await keysIn(s3, SITE)).toHaveLength(built.filter((entry) => entry.isFile()).length);
    const page = await readFile(join(frontend, 'build', 'index.html'), 'utf8');
    expect(await objectIn(s3, SITE, 'index.html')).toMatchObject({ text: page, type: 'text/html' });
    const host = `agentic-service-bot${environment === 'dev' ? '.dev' : ''}.jake-moses.com`;
    const scripts = (await keysIn(s3, SITE)).filter((key) => key.endsWith('.js'));
    const texts = await Promise.all(scripts.map(async (key) => (await objectIn(s3, SITE, key)).text));
    expect(texts.join('')).toContain(host);
  });
});

describe('going back', () => {
  /** The bad version is live, and newer than the good one that was kept; both pages are of one size. */
  beforeEach(async () => {
    await objectIn(s3, 'artifacts', 'agentic-service-bot/1/index.html', GOOD);
    await objectIn(s3, SITE, 'index.html', BROKEN);
  });

  it('by `aws s3 sync` leaves the bad page live, as it is newer and of the same size', async () => {
    expect(GOOD).toHaveLength(BROKEN.length);

    await aws(`s3 sync s3://artifacts/agentic-service-bot/1/ s3://${SITE}`);

    expect((await objectIn(s3, SITE, 'index.html')).text).toBe(BROKEN);
  });

  it('by `aws s3 cp --recursive` brings the good one, as `npm run rollback` does', async () => {
    await aws(`s3 cp --recursive s3://artifacts/agentic-service-bot/1/ s3://${SITE}`);

    expect((await objectIn(s3, SITE, 'index.html')).text).toBe(GOOD);
  });

  it('by `aws s3 sync` is right too, once what was kept is copied onto itself and so is newer', async () => {
    const kept = 's3://artifacts/agentic-service-bot/1/';
    await aws(`s3 cp --recursive ${kept} ${kept} --metadata-directive REPLACE`);
    await aws(`s3 sync ${kept} s3://${SITE}`);

    expect((await objectIn(s3, SITE, 'index.html')).text).toBe(GOOD);
  });
});

describe('aws cloudfront create-invalidation', () => {
  let server: Server;
  let asked: { url: string | undefined; body: string } | undefined;

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        asked = { url: request.url, body };
        response.writeHead(201, { 'Content-Type': 'text/xml' });
        response.end('<Invalidation><Id>I1</Id><Status>InProgress</Status></Invalidation>');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    server.close();
  });

  it('asks for all paths of the distribution', async () => {
    const { port } = server.address() as AddressInfo;
    const said = await aws(
      'cloudfront create-invalidation --distribution-id E1 --paths /*',
      `http://127.0.0.1:${port}`,
    );

    expect(JSON.parse(said)).toMatchObject({ Invalidation: { Id: 'I1' } });
    expect(asked?.url).toMatch(/\/distribution\/E1\/invalidation$/);
    expect(asked?.body).toContain('<Path>/*</Path>');
  });
});
