import { serve } from './aws/http-server.ts';
import type { Answer } from '../cloud/platform/wire.ts';
import { openServer, type Place } from './site.ts';
import { signToken } from './sign-token.ts';
import { isCloud } from './target.ts';
import { answerWith, type Asked } from './web.ts';

const SECRET = 'a secret of at least thirty-two bytes';

/** The chat as a business knows it that embeds it in its own page. */
export interface EmbeddedChat {
  /** Where the chat is. */
  readonly url: string;
  /** A token for somebody who is signed in at the business. */
  tokenOf(sub: string, name: string): Promise<string>;
}

/** A business's own server. */
export type Shop = (asked: Asked, chat: EmbeddedChat) => Promise<Answer>;

/** A shop that embeds the chat in its page. */
export interface OpenShop extends Place {
  /** The one address of it that the chat allows. */
  readonly shopUrl: string;
  /** The same shop where the chat does not allow it. */
  readonly strangerUrl: string;
}

/** Opens a shop, and the chat that it embeds: a fresh server of one machine, or a fresh simulated AWS. */
export async function openShop(shop: Shop): Promise<OpenShop> {
  if (isCloud) return await (await import('../cloud/site.ts')).openCloudShop(shop);
  const opening = Promise.withResolvers<EmbeddedChat>();
  const server = await serve(async (request, response) => {
    const chat = await opening.promise;
    await answerWith((asked) => shop(asked, chat), server.endpoint, request, response);
  });
  const site = await openServer({ AUTH_SECRET: SECRET, ALLOWED_ORIGINS: server.endpoint });
  opening.resolve({
    url: site.url,
    tokenOf: (sub, name) => Promise.resolve(signToken(SECRET, sub, name)),
  });
  return {
    ...site,
    shopUrl: server.endpoint,
    strangerUrl: server.endpoint.replace('127.0.0.1', 'localhost'),
    close: async () => {
      await site.close();
      await server.stop();
    },
  };
}
