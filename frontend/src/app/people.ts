/** Who one can be in demo mode. */
export interface People {
  readonly customers: readonly DemoCustomer[];
  readonly operators: readonly DemoOperator[];
}

export interface DemoCustomer {
  readonly id: string;
  readonly name: string;
  readonly serviceLevel: string;
}

export interface DemoOperator {
  readonly id: string;
  readonly name: string;
}

/**
 * Asks the server who there is; undefined if it is not in demo mode.
 *
 * @throws if the server can't be reached
 */
export async function fetchPeople(fetch: typeof globalThis.fetch): Promise<People | undefined> {
  const response = await fetch('/demo/principals');
  // A single-page host without a demo may answer with its page.
  if (response.status === 404 || !isJson(response)) return undefined;
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return (await response.json()) as People;
}

/**
 * A fresh token for somebody; undefined if the server gives none out for them.
 *
 * @throws if the server can't be reached
 */
export async function fetchToken(fetch: typeof globalThis.fetch, sub: string): Promise<string | undefined> {
  const response = await fetch('/demo/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sub }),
  });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return ((await response.json()) as { token: string }).token;
}

const isJson = (response: Response): boolean =>
  response.headers.get('content-type')?.includes('json') ?? false;
