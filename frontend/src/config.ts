import * as z from 'zod';
import { signInSettings } from './sign-in/settings.ts';
import type { SignInSettings } from './sign-in/settings.ts';

/** What differs between the places where the frontend runs. */
export interface Settings {
  /** Where the socket is: absolute, or relative to the page. */
  readonly socketUrl: string;
  /** Where people sign in; without it there is the demo, or nobody can from here. */
  readonly signIn?: SignInSettings;
}

/** `local`: on one machine, from the server that serves the page. The others are deployed. */
export type Environment = 'local' | 'dev' | 'prod';

const SETTINGS: ReadonlyMap<string, Settings> = new Map<Environment, Settings>([
  ['local', { socketUrl: '/ws' }],
  ['dev', { socketUrl: 'wss://agentic-service-bot.dev.jake-moses.com/ws' }],
  ['prod', { socketUrl: 'wss://agentic-service-bot.jake-moses.com/ws' }],
]);

/**
 * The environment that `REACT_APP_ENV` names; nothing means `local`.
 *
 * @throws if there is none of that name
 */
export function settingsOf(name = 'local'): Settings {
  const settings = SETTINGS.get(name);
  if (!settings) {
    throw new Error(`REACT_APP_ENV is "${name}": set it to one of ${[...SETTINGS.keys()].join(', ')}.`);
  }
  return settings;
}

const overrides = z.object({
  socketUrl: z
    .string()
    .refine((address) => URL.canParse(address, 'wss://host'))
    .exactOptional(),
  signIn: signInSettings.exactOptional(),
});

/** What to do when a part of `config.json` is wrong. */
const ADVICE: ReadonlyMap<unknown, string> = new Map([
  ['socketUrl', 'must be the address of the socket, such as "wss://example.com/ws"'],
  ['signIn', 'must have "issuer", "authorizationEndpoint", "tokenEndpoint" (addresses) and "clientId"'],
]);

/**
 * The settings with what `/config.json` says of them: written at deployment, or by the server of one machine, so that one
 * build serves wherever it is put. That there is no such file is fine.
 *
 * @throws if the file is there and wrong; TypeError, as `fetch` itself, if it can't be had just now
 */
export async function loadSettings(built: Settings, fetch: typeof globalThis.fetch): Promise<Settings> {
  const response = await fetch('/config.json', { cache: 'no-cache' });
  // Whether there is one nobody knows then: as if the network were away.
  if (response.status >= 500) throw new TypeError(`config.json is not to be had now: ${response.status}`);
  // A single-page host may answer with its page.
  if (!response.ok || !isJson(response)) return built;
  const parsed = overrides.safeParse(await response.json());
  if (parsed.success) return { ...built, ...parsed.data };
  const part = parsed.error.issues[0]?.path[0];
  throw new Error(
    `In config.json, ${part === undefined ? 'there' : JSON.stringify(part)} ${ADVICE.get(part) ?? 'must be an object'}.`,
  );
}

const isJson = (response: Response): boolean =>
  response.headers.get('content-type')?.includes('json') ?? false;

/** The socket's absolute address as seen from a page. */
export function socketUrlFrom({ socketUrl }: Settings, page: string): string {
  const url = new URL(socketUrl, page);
  url.protocol = url.protocol.replace('http', 'ws');
  return url.href;
}
