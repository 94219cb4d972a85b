/** The CDK's CLI, as a new account is bootstrapped with it (docs/operations/first-deployment.md), as far as it goes without an account. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ROOT } from '../support/server.ts';

// The CLI takes seconds to begin.
vi.setConfig({ testTimeout: 120_000 });

const run = promisify(execFile);
const ACCOUNT = '111122223333';

const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
  <Arn>arn:aws:iam::${ACCOUNT}:user/ops</Arn><UserId>ops</UserId><Account>${ACCOUNT}</Account>
  </GetCallerIdentityResult></GetCallerIdentityResponse>`;
const REFUSAL =
  '<ErrorResponse><Error><Code>AccessDenied</Code><Message>Not you</Message></Error></ErrorResponse>';

let home: string;
/** An AWS that knows who asks, and refuses all else. */
let server: Server;
let asked: string[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'bootstrap-'));
  asked = [];
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const action = new URLSearchParams(body).get('Action') ?? '';
      asked.push(action);
      const isIdentity = action === 'GetCallerIdentity';
      response.writeHead(isIdentity ? 200 : 403, { 'content-type': 'text/xml' });
      response.end(isIdentity ? IDENTITY : REFUSAL);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(home, { recursive: true });
});

/** Bootstraps from a folder, in vain; returns what the CLI says of why. */
async function bootstrap(folder: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const env = {
    PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`,
    HOME: home,
    ...{ AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'us-east-1' },
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  };
  const words = ['bootstrap', `aws://${ACCOUNT}/us-east-1`, '--no-notices', '--output', join(home, 'out')];
  const failed: unknown = await run('cdk', words, { cwd: folder, env }).catch((error: unknown) => error);
  return (failed as { readonly stderr: string }).stderr;
}

// The CLI synthesizes an app where there is one before it bootstraps anything: what is told nothing of an environment is `dev`.
it.each(['infrastructure', '.'])('asks CloudFormation for the bootstrap stack, from %s', async (folder) => {
  const said = await bootstrap(join(ROOT, folder));
  expect(asked, said).toContain('DescribeStacks');
  expect(said).toContain('Not you');
});
