import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { barriers, startBrowser } from '../support/browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
});

it.each(['light', 'dark'])('words that nobody can read are found, if only in %s', async (scheme) => {
  const page = await browser.newPage();
  const style = `@media (prefers-color-scheme: ${scheme}) { p { color: #777; background: #888; } }`;
  await page.setContent(
    `<html lang="en"><title>A page</title><style>${style}</style><main><h1>A page</h1><p>Words</p></main></html>`,
  );
  const found = await barriers(page);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(new RegExp(`^${scheme}: color-contrast: .*<p>Words</p>`));
});
