import { join } from 'node:path';
import { siteConfig } from '@agentic-service-bot/infrastructure/operations';
import { buildFrontend } from '../support/frontend.ts';
import { signInAtIssuer } from '../support/sign-in-page.ts';
import type { IssuerSite, Person } from '../support/site.ts';
import { ROOT } from '../support/server.ts';
import type { Cloud } from './cloud.ts';
import { openCloudTarget, OPERATOR } from './target.ts';
import { Distribution } from './web/distribution.ts';
import { Internet, type Host } from './web/internet.ts';

/** The cloud as the browser's suites know it, and as those know it who look behind. */
export interface CloudSite extends IssuerSite {
  readonly cloud: Cloud;
}

/** Opens the simulated cloud with the product in it, as browsers find it: the site, its sockets, and the pages to sign in. */
export async function openCloudSite(people: readonly Person[] = []): Promise<CloudSite> {
  buildFrontend();
  const target = await openCloudTarget({
    accounts: people.map(({ isOperator, ...person }) => ({ ...person, ...(isOperator && OPERATOR) })),
  });
  const { cloud } = target;
  const { resolver, issuer } = cloud;
  const internet = await Internet.open(await hostsOf(cloud));
  return {
    cloud,
    issuer,
    url: resolver.output('SiteUrl'),
    browserFlags: internet.flags,
    patienceMs: 60_000,
    welcome: 'Welcome',
    signIn: signInAtIssuer,
    goAway: () => internet.goAway(),
    comeBack: () => internet.comeBack(),
    close: async () => {
      await internet.close();
      await target.close();
    },
  };
}

/** The hosts that a browser has to do with, by their names. */
async function hostsOf({ resolver, issuer, gateway, place }: Cloud): Promise<ReadonlyMap<string, Host>> {
  const [api] = resolver.resources('AWS::ApiGatewayV2::Api').keys();
  const apiHost = `${resolver.reference(api ?? '')}.execute-api.${place.region}.amazonaws.com`;
  const socket = new URL(gateway.url);
  const config = await siteConfig(
    {
      fetch: async (url) => {
        const { status, headers, body } = await issuer.answer({ url: new URL(url), headers: {}, body: '' });
        return new Response(body.toString(), { status, headers: { ...headers } });
      },
    },
    { name: place.stack, status: 'CREATE_COMPLETE', outputs: resolver.outputs() },
  );
  const site = new Distribution({
    resolver,
    pages: join(ROOT, 'frontend', 'build'),
    config,
    sockets: new Map([[apiHost, socket]]),
  });
  const { pages } = issuer;
  return new Map<string, Host>([
    [new URL(resolver.output('SiteUrl')).host, site],
    [new URL(pages).host, { answer: (asked) => issuer.answer(asked) }],
  ]);
}
