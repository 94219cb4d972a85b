import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { heard, served, type, V1, V2_BROKEN } from './scenario.ts';
import { Checkout } from './stand-ins/checkout.ts';
import { ARTIFACTS, Cloud, SITE, startServers, templateWith } from './stand-ins/cloud.ts';
import { keysIn, objectIn } from './stand-ins/look.ts';

let servers: Awaited<ReturnType<typeof startServers>>;
let cloud: Cloud;
let checkout: Checkout;

beforeAll(async () => {
  servers = await startServers();
});
afterAll(async () => {
  await servers.stop();
});
beforeEach(async () => {
  cloud = new Cloud(servers);
  checkout = await Checkout.make(V1);
});
afterEach(async () => {
  await cloud.remove();
  await checkout.remove();
});

const run = (words: string) => type(cloud, checkout, words);

async function release(source: typeof V1): Promise<void> {
  checkout.source = source;
  expect(await run('deploy -- prod'), heard(cloud)).toBe(true);
}

describe('a first deployment', () => {
  it('serves every page as it was built, with headers by which browsers keep what never changes', async () => {
    await release(V1);

    expect(await served(cloud, Object.keys(V1.pages))).toEqual(V1.pages);
    const page = await objectIn(cloud.s3, SITE, 'index.html');
    expect(page).toMatchObject({ type: 'text/html; charset=utf-8', cache: 'no-cache' });
    const script = await objectIn(cloud.s3, SITE, 'assets/app-1111.js');
    expect(script.cache).toBe('public, max-age=31536000, immutable');
  });

  it('puts what the page names before the page', async () => {
    await release(V1);
    const keys = await keysIn(cloud.s3, SITE);

    expect(keys).toContain('config.json');
    const copies = cloud.calls.made.filter((call) => /^s3 (Copy|Put)Object$/.test(call));
    expect(copies.at(-2)).toBe('s3 CopyObject');
    expect(await objectIn(cloud.s3, SITE, 'config.json')).toMatchObject({
      text: expect.stringContaining('"socketUrl": "wss://bot.example.com/ws"'),
    });
  });

  it('keeps the release: pages, cloud assembly and their hashes', async () => {
    await release(V1);
    const keys = await keysIn(cloud.s3, ARTIFACTS);
    const version = keys
      .map((key) => /^agentic-service-bot\/([^/]+)\/index\.html$/.exec(key)?.[1])
      .find(Boolean);

    expect(keys).toEqual(
      expect.arrayContaining([
        `releases/prod/versions/${version}/cloud-assembly/manifest.json`,
        `releases/prod/versions/${version}/cloud-assembly/asset.1/index.mjs`,
        `releases/prod/versions/${version}/release.json`,
      ]),
    );
  });

  it('is the same release when it is deployed again', async () => {
    await release(V1);
    const kept = await keysIn(cloud.s3, ARTIFACTS);
    await release(V1);

    const again = await keysIn(cloud.s3, ARTIFACTS);
    expect(again.filter((key) => !key.includes('/history/'))).toEqual(
      kept.filter((key) => !key.includes('/history/')),
    );
  });

  it('says everything that is missing at once, each with what to do', async () => {
    cloud.stacks.clear();
    cloud.region = 'eu-west-1';
    cloud.quota = 10;
    checkout.source = { ...V1, changes: ' M a.ts' };

    expect(await run('deploy -- prod')).toBe(false);

    const said = heard(cloud);
    for (const advice of [
      'AWS_REGION=us-east-1',
      'npx cdk bootstrap',
      'npm run account -w infrastructure -- deploy',
      'git stash',
    ]) {
      expect(said).toContain(advice);
    }
    expect(said).toContain('The account lets 10 functions run at a time; prod needs 600.');
    expect(said).toContain('request-service-quota-increase');
    expect(said).toContain('Nothing has been changed.');
    expect(cloud.calls.made.filter((call) => call.startsWith('run cdk'))).toEqual([]);
  });

  it('takes a new account for development, with what it may run at the same time', async () => {
    cloud.quota = 10;

    expect(await run('deploy -- dev')).toBe(true);
    const said = heard(cloud);
    expect(said).toContain('quota: 10 functions at a time');
    expect(said).toContain('alarms: NOBODY hears of them.');
  });

  it('goes no further without a yes', async () => {
    cloud.answer = 'y';

    expect(await run('deploy -- prod')).toBe(false);

    expect(heard(cloud)).toContain('It was not approved.');
    expect(await keysIn(cloud.s3, ARTIFACTS)).toEqual([]);
  });

  it('says how CloudFormation left the stack when it refuses', async () => {
    await release(V1);
    checkout.source = V2_BROKEN;
    cloud.deploymentFails = 'UPDATE_ROLLBACK_COMPLETE: a table has a wrong key.';
    heard(cloud);

    expect(await run('deploy -- prod')).toBe(false);

    expect(heard(cloud)).toMatch(/a wrong key.*The stack is UPDATE_COMPLETE/);
    expect(await served(cloud, ['index.html'])).toEqual({ 'index.html': V1.pages['index.html'] });
  });
});

describe('a release whose page is broken, of the same size', () => {
  const pages = { ...V1.pages, 'new.txt': '404' };

  beforeEach(async () => {
    expect(V1.pages['index.html']).toHaveLength(V2_BROKEN.pages['index.html']?.length ?? 0);
    await release(V1);
    await release(V2_BROKEN);
    await served(cloud, Object.keys(pages));
    heard(cloud);
  });

  it('is gone after `rollback`: what is served is byte by byte what version 1 was', async () => {
    expect(await run('rollback -- prod'), heard(cloud)).toBe(true);

    expect(await served(cloud, Object.keys(pages))).toEqual(pages);
    expect(cloud.stacks.get('agentic-service-bot-prod')?.template).toEqual(V1.template);
    const afterwards = cloud.calls.made.slice(cloud.calls.made.lastIndexOf('sts GetCallerIdentity'));
    expect(afterwards).toContain('run cdk deploy --app --require-approval never --progress events');
    expect(afterwards.filter((call) => /npm|synth/.test(call))).toEqual([]);
  });

  it('is not gone back to by a second `rollback`, and can be by its commit', async () => {
    expect(await run('rollback -- prod 1111111')).toBe(true);
    expect(heard(cloud)).toMatch(/^0\.1\.0-1111111-\S+ is live/m);
    expect(await run('rollback -- prod')).toBe(false);
    expect(heard(cloud)).toContain('No release before the current one has worked.');

    expect(await run('rollback -- prod 2222222'), heard(cloud)).toBe(true);

    expect(await served(cloud, ['index.html'])).toEqual({ 'index.html': V2_BROKEN.pages['index.html'] });
  });

  it('is gone back from while its alarm rings, which is said to be in the way', async () => {
    cloud.alarms.push('agentic-service-bot-prod-work-errors');

    expect(await run('rollback -- prod')).toBe(true);

    expect(heard(cloud)).toContain('set-alarm-state --alarm-name agentic-service-bot-prod-work-errors');
  });

  it('is in the list, marked as the current one', async () => {
    cloud.answer = 'no';
    expect(await run('rollback -- prod')).toBe(false);

    const said = heard(cloud);
    expect(said).toMatch(/0\.1\.0-2222222-\S+ {2}\S+ {2}← current/);
    expect(said).toMatch(/going to 0\.1\.0-1111111-/);
    expect(said).toContain('~ index.html');
  });

  it('is not gone back from to what was changed after it was kept', async () => {
    const key =
      (await keysIn(cloud.s3, ARTIFACTS)).find((name) => /-1111111-[^/]+\/index\.html$/.test(name)) ?? '';
    servers.fauxqs.createBucket(ARTIFACTS);
    await objectIn(cloud.s3, ARTIFACTS, key, '<!doctype html>forged');

    expect(await run('rollback -- prod')).toBe(false);

    expect(heard(cloud)).toMatch(/is not what was recorded[^]*Nothing has been changed/);
  });

  it('goes nowhere if there is no such release', async () => {
    expect(await run('rollback -- prod 0.9.9')).toBe(false);
    expect(heard(cloud)).toContain('There is no release "0.9.9".');
  });
});

describe('a rollback is refused', () => {
  beforeEach(() => release(V1));

  it('where a table would be let go of', async () => {
    await release({ ...V2_BROKEN, template: templateWith(['messages', 'customers', 'orders']) });

    expect(await run('rollback -- prod')).toBe(false);
    expect(heard(cloud)).toMatch(/Going back would lose data\. The table orders would be/);
  });

  it('where the older version would use the table from before a restore', async () => {
    await cloud.recovery.remember('agentic-service-bot-prod-messages', new Date('2026-11-27T12:00:00Z'));
    expect(
      await run(`restore -- prod --at ${cloud.now().toISOString()} --table messages`),
      heard(cloud),
    ).toBe(true);

    expect(await run('rollback -- prod')).toBe(false);
    expect(heard(cloud)).toMatch(/The table messages is agentic-service-bot-prod-messages-restored-\S+ now/);
  });
});
