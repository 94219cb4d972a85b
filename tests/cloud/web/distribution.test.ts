import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '@agentic-service-bot/infrastructure/synthesize';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { documentAt } from '../../support/web.ts';
import { Resolver } from '../template/resolve.ts';
import { parseTemplate, type Template } from '../template/template.ts';
import { Distribution } from './distribution.ts';

// A stack is synthesized.
vi.setConfig({ hookTimeout: 60_000 });

const PLACE = { account: '000000000000', region: 'us-east-1', stack: 'agentic-service-bot-dev' };
const GATEWAY = new URL('ws://127.0.0.1:1/ws');

let pages: string;
let template: Template;
let resolver: Resolver;
let site: Distribution;

beforeAll(async () => {
  pages = await mkdtemp(join(tmpdir(), 'pages-'));
  await mkdir(join(pages, 'assets'));
  await writeFile(join(pages, 'index.html'), 'the page');
  await writeFile(join(pages, 'assets', 'index-1.js'), 'the code');
  template = parseTemplate(synthesize({ environment: 'dev' }));
  resolver = new Resolver(template, PLACE);
  const [api = ''] = resolver.resources('AWS::ApiGatewayV2::Api').keys();
  const sockets = new Map([[`${resolver.reference(api)}.execute-api.us-east-1.amazonaws.com`, GATEWAY]]);
  site = new Distribution({ resolver, pages, config: '{}', sockets });
});

afterAll(async () => {
  await rm(pages, { recursive: true });
});

const get = (path: string) => site.answer(documentAt(new URL(path, 'https://site.example')));

it.each([
  ['/', 200, 'the page', 'no-cache'],
  ['/operator/c1', 200, 'the page', 'no-cache'],
  ['/config.json', 200, '{}', 'no-cache'],
  ['/assets/index-1.js', 200, 'the code', 'public, max-age=31536000, immutable'],
  ['/assets/gone-1.js', 404, 'Not found', undefined],
])('%s is answered %i, with the policy’s headers', async (path, status, body, cacheControl) => {
  const answer = await get(path);
  expect(answer.body.toString()).toBe(body);
  expect(answer.status).toBe(status);
  expect(answer.headers).toMatchObject({
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'") as string,
    'x-frame-options': 'DENY',
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'cross-origin-opener-policy': 'same-origin',
  });
  expect(answer.headers?.['cache-control']).toBe(cacheControl);
});

it('sockets open where the template has them, and nowhere else', () => {
  expect(site.socket('/ws')).toBe(GATEWAY);
  expect(site.socket('/')).toBeUndefined();
});

it('a part of the headers that is not known here is an error', () => {
  const changed = structuredClone(template);
  for (const { Type, Properties } of Object.values(changed.Resources)) {
    if (Type !== 'AWS::CloudFront::ResponseHeadersPolicy') continue;
    Object.assign(Properties['ResponseHeadersPolicyConfig'] ?? {}, { ServerTimingHeadersConfig: {} });
  }
  const options = { resolver: new Resolver(changed, PLACE), pages, config: '{}', sockets: new Map() };
  expect(() => new Distribution(options)).toThrow('ServerTimingHeadersConfig');
});
