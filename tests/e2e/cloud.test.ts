import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { removeProduct } from '../cloud/product.ts';
import { openCloudSite, type CloudSite } from '../cloud/site.ts';
import { hear, tell, transcript, Visitors } from '../support/visitors.ts';

// Against the simulated cloud, whatever `TARGET` is: the one of the suites here that `npm test` takes a sample with.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const CUSTOMER = 'Alex Berger';
const BOT = 'Smart Home';
const SECOND_MS = 1_000;
const TWO_HOURS_MS = 7_200_000;

let site: CloudSite;
let visitors: Visitors;

beforeAll(async () => {
  site = await openCloudSite();
  visitors = await Visitors.of(site);
});

afterEach(() => {
  expect(visitors.complaints).toEqual([]);
});

afterAll(async () => {
  await visitors.leave();
  await site.close();
  await removeProduct();
});

it('a customer signs in, and goes on after the connection and the token have come to their end', async () => {
  const page = await visitors.visitAs(site, CUSTOMER);
  await tell(page, 'is my speaker on?');
  await hear(page, BOT, /speaker is on/i);
  const before = await transcript(page);
  await site.cloud.rest();
  const opened = site.cloud.gateway.connections;

  // Whose routine falls into the two hours depends on when this runs, and it would be late.
  site.cloud.scheduler.isHeld = true;
  // The page stands still until the cloud is two hours on: what it opened before would end with the rest.
  await page.clock.install();
  await page.clock.pauseAt(new Date(Date.now() + SECOND_MS));
  site.cloud.clock.advance(TWO_HOURS_MS);
  await page.clock.fastForward(TWO_HOURS_MS);
  await page.clock.resume();
  await tell(page, 'turn it up');
  await hear(page, BOT, '40');

  expect(opened).toHaveLength(1);
  expect(site.cloud.gateway.connections).toHaveLength(1);
  expect(site.cloud.gateway.connections).not.toEqual(opened);
  expect(site.issuer.grants).toEqual(['authorization_code', 'refresh_token']);
  const after = await transcript(page);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after).toHaveLength(4);
});

it('a page reaches nothing but its own site and the sign-in', async () => {
  const page = await visitors.visit(site);
  const reached = await page.evaluate(() =>
    fetch('https://elsewhere.example/').then(
      () => true,
      () => false,
    ),
  );
  await page.close();

  expect(reached).toBe(false);
  const complaints = visitors.complaints.splice(0);
  expect(complaints).toContainEqual(expect.stringContaining('Content Security Policy'));
  expect(complaints.filter((text) => !text.includes('elsewhere.example'))).toEqual([]);
});
