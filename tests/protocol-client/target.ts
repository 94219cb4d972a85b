/** The server, or the cloud, that the suite runs against. */
export interface Target {
  /** Where the socket is. */
  readonly wsUrl: string;
  /** Returns who can be minted a token for. */
  principals(): Promise<Principals>;
  /** Returns a fresh token of one of them. */
  mintToken(sub: string): Promise<string>;
}

export interface Principals {
  readonly customers: readonly { readonly id: string; readonly name: string }[];
  readonly operators: readonly { readonly id: string; readonly name: string }[];
}

/** Returns the target that a server in demo mode is, which mints its own tokens; its URL without a slash at the end. */
export function demoTarget(httpUrl: string): Target {
  return {
    wsUrl: `${httpUrl.replace(/^http/, 'ws')}/ws`,
    async principals() {
      return await json<Principals>(await fetch(`${httpUrl}/demo/principals`));
    },
    async mintToken(sub) {
      const response = await fetch(`${httpUrl}/demo/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ sub }),
      });
      return (await json<{ readonly token: string }>(response)).token;
    },
  };
}

async function json<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return (await response.json()) as T;
}
