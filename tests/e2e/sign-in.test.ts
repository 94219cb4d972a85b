import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { barriers, keepScreenshot } from '../support/browser.ts';
import { openIssuerSite, type IssuerSite } from '../support/site.ts';
import { tell, Visitors } from '../support/visitors.ts';

let site: IssuerSite;
let visitors: Visitors;

beforeAll(async () => {
  site = await openIssuerSite([
    { sub: 'ann', name: 'Ann Lee' },
    { sub: 'eve', name: 'Eve Roth', isOperator: true },
  ]);
  visitors = await Visitors.of(site);
});

afterAll(async () => {
  await visitors.leave();
  await site.close();
  expect(visitors.complaints).toEqual([]);
});

/** Signs somebody in, in a window of their own. */
async function signIn(name: string): Promise<Page> {
  const page = await visitors.visit(site);
  expect(await barriers(page)).toEqual([]);
  await keepScreenshot(page, 'sign-in');
  await site.signIn(page, name);
  return page;
}

it('a customer signs in at the issuer, talks, and is still there after a reload', async () => {
  const page = await signIn('Ann Lee');
  await tell(page, 'what devices do I have?');
  await page.getByRole('log', { name: 'Messages' }).getByText('no devices').waitFor();
  expect(new URL(page.url()).search).toBe('');
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]),
  );
  expect(kept).not.toContain('eyJ');

  await page.reload();
  await page.getByRole('log', { name: 'Messages' }).getByText('no devices').waitFor();
  expect(site.issuer.grants).toEqual(['authorization_code', 'authorization_code']);

  await page.getByRole('button', { name: /Sign out|Switch/ }).click();
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
});

it('whoever comes by another address of the site signs in as well', async () => {
  const page = await visitors.open(`${site.url}/operator/inbox`);
  await site.signIn(page, 'Ann Lee');
  await page.getByRole('textbox', { name: 'Write a message' }).waitFor();
  expect(page.url()).toBe(`${site.url}/`);
});

it('an operator is one by the group that the issuer names', async () => {
  const page = await signIn('Eve Roth');
  await page.getByRole('navigation', { name: 'Inbox' }).getByText('Ann Lee').waitFor();
  await page.getByRole('button', { name: /Sign out|Switch/ }).click();
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
});
