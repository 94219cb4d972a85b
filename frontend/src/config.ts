/** What differs between the places where the frontend runs. */
export interface Settings {
  /** Where the socket is: absolute, or relative to the page. */
  readonly socketUrl: string;
  /** Whether `/config.json` beside the page may override these. */
  readonly overridable: boolean;
}

/** `local`: on one machine, from the server that serves the page. The others are deployed. */
export type Environment = 'local' | 'dev' | 'prod';

const SETTINGS: ReadonlyMap<string, Settings> = new Map<Environment, Settings>([
  ['local', { socketUrl: '/ws', overridable: false }],
  ['dev', { socketUrl: 'wss://agentic-service-bot.dev.jake-moses.com/ws', overridable: true }],
  ['prod', { socketUrl: 'wss://agentic-service-bot.jake-moses.com/ws', overridable: true }],
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

/**
 * The settings with what `/config.json` says of them: written at deployment, so that one build serves wherever it is
 * put. That there is no such file is fine.
 *
 * @throws if the file is there and wrong
 */
export async function loadSettings(built: Settings, fetch: typeof globalThis.fetch): Promise<Settings> {
  if (!built.overridable) return built;
  const response = await fetch('/config.json', { cache: 'no-cache' });
  // A single-page host may answer with its page.
  if (!response.ok || !isJson(response)) return built;
  const override: unknown = await response.json();
  if (typeof override !== 'object' || override === null || !('socketUrl' in override)) return built;
  const { socketUrl } = override;
  if (typeof socketUrl !== 'string' || !URL.canParse(socketUrl, 'wss://host')) {
    throw new Error(
      'In config.json, "socketUrl" must be the address of the socket, such as "wss://example.com/ws".',
    );
  }
  return { ...built, socketUrl };
}

const isJson = (response: Response): boolean =>
  response.headers.get('content-type')?.includes('json') ?? false;

/** The socket's absolute address as seen from a page. */
export function socketUrlFrom({ socketUrl }: Settings, page: string): string {
  const url = new URL(socketUrl, page);
  url.protocol = url.protocol.replace('http', 'ws');
  return url.href;
}
