import type { Page } from 'playwright-core';

/** Signs in by way of the issuer's page. */
export async function signInAtIssuer(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name }).click();
}
