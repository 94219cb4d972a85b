import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody whom the issuer knows. */
export interface Account {
  readonly sub: string;
  readonly name: string;
  readonly groups?: readonly string[];
}

/** An OpenID Connect issuer on this machine: sign-in page, code flow with PKCE, refresh, keys. */
export interface Issuer {
  /** Its identifier, without a slash at the end. */
  readonly url: string;
  /** How many tokens it has given out by each grant. */
  readonly grants: readonly string[];
  close(): Promise<void>;
}

interface Asked {
  readonly account: Account;
  readonly challenge: string;
  readonly nonce: string | null;
  readonly redirectUri: string;
}

/** Starts an issuer with one client, which knows these people; they sign in by choosing who they are. */
export async function startIssuer(clientId: string, accounts: readonly Account[]): Promise<Issuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const codes = new Map<string, Asked>();
  const refreshTokens = new Map<string, Account>();
  const grants: string[] = [];
  let signedIn: Account | undefined;

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', url);
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return json(response, 200, {
          issuer: url,
          jwks_uri: `${url}/keys`,
          authorization_endpoint: `${url}/authorize`,
          token_endpoint: `${url}/token`,
          end_session_endpoint: `${url}/logout`,
        });
      case '/keys':
        return json(response, 200, {
          keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'key', alg: 'RS256', use: 'sig' }],
        });
      case '/authorize':
        return authorize(query, response);
      case '/token':
        return token(new URLSearchParams(await textOf(request)), response);
      case '/logout':
        signedIn = undefined;
        return redirect(response, new URL(query.get('post_logout_redirect_uri') ?? url));
      default:
        response.writeHead(404).end();
    }
  }

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const chosen = query.get('account');
    if (chosen !== null) signedIn = accounts.find(({ sub }) => sub === chosen);
    if (query.get('client_id') !== clientId || query.get('code_challenge_method') !== 'S256') {
      return void response.writeHead(400).end('Not a request of the client.');
    }
    if (signedIn === undefined) {
      const links = accounts.map(({ sub, name }) => {
        const link = new URLSearchParams([...query, ['account', sub]]);
        return `<p><a href="/authorize?${link.toString().replaceAll('&', '&amp;')}">${name}</a></p>`;
      });
      response.writeHead(200, { 'content-type': 'text/html' });
      return void response.end(`<!doctype html><html lang="en"><title>Sign in</title>${links.join('')}`);
    }
    const redirectUri = query.get('redirect_uri') ?? '';
    const code = randomUUID();
    codes.set(code, {
      account: signedIn,
      challenge: query.get('code_challenge') ?? '',
      nonce: query.get('nonce'),
      redirectUri,
    });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', query.get('state') ?? '');
    redirect(response, back);
  }

  function token(form: URLSearchParams, response: ServerResponse): void {
    response.setHeader('access-control-allow-origin', '*');
    const granted = grantOf(form);
    if (granted === undefined) return json(response, 400, { error: 'invalid_grant' });
    const { account, nonce } = granted;
    grants.push(form.get('grant_type') ?? '');
    const seconds = Math.floor(Date.now() / 1_000);
    const refreshToken = randomUUID();
    refreshTokens.set(refreshToken, account);
    const claims = {
      iss: url,
      aud: clientId,
      iat: seconds,
      exp: seconds + 3_600,
      ...account,
      ...(nonce === null ? {} : { nonce }),
    };
    json(response, 200, {
      access_token: randomUUID(),
      token_type: 'Bearer',
      expires_in: 3_600,
      refresh_token: refreshToken,
      id_token: jwt(claims),
    });
  }

  function grantOf(form: URLSearchParams): Pick<Asked, 'account' | 'nonce'> | undefined {
    if (form.get('grant_type') === 'refresh_token') {
      const account = refreshTokens.get(form.get('refresh_token') ?? '');
      return account === undefined ? undefined : { account, nonce: null };
    }
    const code = form.get('code') ?? '';
    const asked = codes.get(code);
    codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    return asked?.challenge === challenge && asked.redirectUri === form.get('redirect_uri')
      ? asked
      : undefined;
  }

  function jwt(claims: object): string {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const body = `${part({ alg: 'RS256', typ: 'JWT', kid: 'key' })}.${part(claims)}`;
    return `${body}.${sign('sha256', Buffer.from(body), privateKey).toString('base64url')}`;
  }

  return {
    url,
    grants,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function redirect(response: ServerResponse, to: URL): void {
  response.writeHead(302, { location: to.href }).end();
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString();
}
