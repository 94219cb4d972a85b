import type { Page } from 'playwright-core';
import { buildFrontend } from './frontend.ts';
import { Issuer } from './issuer.ts';
import { serve } from './aws/http-server.ts';
import { startServer, temporaryDirectory, type Settings } from './server.ts';
import { signInAtIssuer } from './sign-in-page.ts';
import { isCloud } from './target.ts';
import { answerWith } from './web.ts';

/** Where a browser can go. */
export interface Place {
  /** What Chromium has to be started with to get there. */
  readonly browserFlags: readonly string[];
  /** How long a page may take to show what it waits for, milliseconds. */
  readonly patienceMs: number;
  /** Ends it; fails if it met with faults meanwhile. */
  close(): Promise<void>;
}

/** What the browser's suites run against: pages, and the way in. */
export interface Site extends Place {
  /** Where the page is. */
  readonly url: string;
  /** The heading of the page for somebody who was never there. */
  readonly welcome: string;
  /** Goes on from there as somebody, who is called so. */
  signIn(page: Page, name: string): Promise<void>;
  /** The connection goes away, and all that was on it. */
  goAway(): Promise<void>;
  /** It is there again, and what was stored before too. */
  comeBack(): Promise<void>;
}

/** A site whose people sign in at an issuer. */
export interface IssuerSite extends Site {
  readonly issuer: Issuer;
}

/** Somebody who can sign in at an issuer. */
export interface Person {
  readonly sub: string;
  readonly name: string;
  readonly isOperator?: true;
}

const OPERATORS = 'support';
const CLIENT = 'pages';

/**
 * Opens what the browser's suites run against, with nothing in it but its demo customers: a fresh server of one machine in
 * demo mode, or, where `TARGET` is `cloud`, a fresh simulated AWS. The suites know it as a `Site` only, and run unchanged
 * against both.
 */
export async function openSite(): Promise<Site> {
  if (isCloud) return await (await import('../cloud/site.ts')).openCloudSite();
  return {
    ...(await openServer({})),
    welcome: 'Choose who you are',
    signIn: async (page, name) => {
      await page.getByRole('button', { name }).click();
    },
  };
}

/** Opens one where these people sign in at an issuer, fresh as well. */
export async function openIssuerSite(people: readonly Person[]): Promise<IssuerSite> {
  if (isCloud) return await (await import('../cloud/site.ts')).openCloudSite(people);
  const opening = Promise.withResolvers<Issuer>();
  const server = await serve(async (request, response) => {
    const opened = await opening.promise;
    await answerWith((asked) => opened.answer(asked), server.endpoint, request, response);
  });
  const { endpoint } = server;
  const accounts = people.map(({ isOperator, ...person }) => ({
    ...person,
    ...(isOperator && { groups: [OPERATORS] }),
  }));
  const issuer = await Issuer.open({
    url: endpoint,
    pages: endpoint,
    clientId: CLIENT,
    accounts,
    now: () => Date.now(),
  });
  opening.resolve(issuer);
  const settings = { AUTH_ISSUER: endpoint, AUTH_CLIENT_ID: CLIENT, AUTH_OPERATOR_GROUP: OPERATORS };
  const site = await openServer(settings);
  return {
    ...site,
    welcome: 'Welcome',
    signIn: signInAtIssuer,
    issuer,
    close: async () => {
      await site.close();
      await server.stop();
    },
  };
}

/** A server of one machine, and its pages. */
export async function openServer(settings: Settings): Promise<Omit<Site, 'welcome' | 'signIn'>> {
  buildFrontend();
  const data = await temporaryDirectory();
  let server = await startServer({ DATA_DIR: data.path, ...settings });
  const { url } = server;
  return {
    url,
    browserFlags: [],
    patienceMs: 10_000,
    goAway: async () => {
      await server.stop('SIGKILL');
    },
    comeBack: async () => {
      server = await startServer({ DATA_DIR: data.path, PORT: new URL(url).port, ...settings });
    },
    close: async () => {
      await server.stop();
      await data.remove();
    },
  };
}
