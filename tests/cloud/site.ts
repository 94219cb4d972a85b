import { join } from 'node:path';
import { siteConfig } from '@agentic-service-bot/infrastructure/operations';
import { buildFrontend } from '../support/frontend.ts';
import { signInAtIssuer } from '../support/sign-in-page.ts';
import type { EmbeddedChat, OpenShop, Shop } from '../support/shop.ts';
import type { IssuerSite, Person } from '../support/site.ts';
import { ROOT } from '../support/server.ts';
import { documentAt, type Asked } from '../support/web.ts';
import type { Cloud } from './cloud.ts';
import type { Answer } from './platform/wire.ts';
import { openCloudTarget, OPERATOR, type CloudTargetOptions } from './target.ts';
import { Distribution } from './web/distribution.ts';
import { Internet, type Host } from './web/internet.ts';

const SHOP = 'https://shop.example';
const STRANGER = 'https://stranger.example';

/** The cloud as the browser's suites know it, and as those know it who look behind. */
export interface CloudSite extends IssuerSite {
  readonly cloud: Cloud;
}

/** Opens the simulated cloud with the product in it, as browsers find it: the site, its sockets, and the pages to sign in. */
export async function openCloudSite(people: readonly Person[] = []): Promise<CloudSite> {
  return await open({
    accounts: people.map(({ isOperator, ...person }) => ({ ...person, ...(isOperator && OPERATOR) })),
  });
}

/** Opens the same for a shop that embeds the chat in its page; the shop's tokens are of the issuer that the stack trusts. */
export async function openCloudShop(shop: Shop): Promise<OpenShop> {
  const answer = (asked: Asked): Promise<Answer> => shop(asked, chat);
  const site = await open({ context: { embedOrigins: SHOP } }, [
    [new URL(SHOP).host, { answer }],
    [new URL(STRANGER).host, { answer }],
  ]);
  const { issuer, cloud } = site;
  const chat: EmbeddedChat = {
    url: site.url,
    tokenOf: (sub, name) => issuer.sign({ sub, name }, Math.floor(cloud.clock.now() / 1_000)),
  };
  return { ...site, shopUrl: SHOP, strangerUrl: STRANGER };
}

async function open(
  options: CloudTargetOptions,
  others: readonly (readonly [string, Host])[] = [],
): Promise<CloudSite> {
  buildFrontend();
  const target = await openCloudTarget(options);
  const { cloud } = target;
  const { resolver, issuer, gateway, place } = cloud;
  const url = resolver.output('SiteUrl');
  const [api = ''] = resolver.resources('AWS::ApiGatewayV2::Api').keys();
  const apiHost = `${resolver.reference(api)}.execute-api.${place.region}.amazonaws.com`;
  const site = new Distribution({
    resolver,
    pages: join(ROOT, 'frontend', 'build'),
    config: await configOf(cloud),
    sockets: new Map([[apiHost, new URL(gateway.url)]]),
  });
  const internet = await Internet.open(
    new Map<string, Host>([
      [new URL(url).host, site],
      [new URL(issuer.pages).host, { answer: (asked) => issuer.answer(asked) }],
      ...others,
    ]),
  );
  return {
    cloud,
    issuer,
    url,
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

/** `config.json`, made by the code that deploys it from the stack's outputs and what the issuer says of itself. */
async function configOf({ resolver, issuer, place }: Cloud): Promise<string> {
  const fetch = async (url: string): Promise<Response> => {
    const { status, headers, body } = await issuer.answer(documentAt(new URL(url)));
    return new Response(body.toString(), { status, headers: { ...headers } });
  };
  return await siteConfig(
    { fetch },
    { name: place.stack, status: 'CREATE_COMPLETE', outputs: resolver.outputs() },
  );
}
