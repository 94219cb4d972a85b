import { parseArgs } from 'node:util';

/** Where the server is, if nobody says otherwise. */
export const DEFAULT_URL = 'http://localhost:3000';

export const USAGE = `Chat with the bot in this terminal.

  npm run chat -- --customer ID [--url URL]

  --customer ID  who to be, one of the demo's customers
  --url URL      where the server is, if not at ${DEFAULT_URL}

Piped, each line is a message, and only the replies are printed:
  echo "is my speaker on?" | npm run -s chat -- --customer cust_001

A server that is no demo wants a token: set CHAT_TOKEN, and leave --customer out.`;

export interface ChatOptions {
  /** Whom a token is to be asked for; undefined: `token` is there. */
  readonly customer: string | undefined;
  readonly token: string | undefined;
  /** The server's address. */
  readonly url: URL;
}

/** What was asked for on the command line can't be done. The message says why and what to do. */
export class UsageError extends Error {}

/** Reads the command line. @throws UsageError */
export function readChatOptions(args: readonly string[], token: string | undefined): ChatOptions | 'help' {
  const { customer, url, help } = parse(args);
  if (help === true) return 'help';
  if (!URL.canParse(url)) throw new UsageError(`--url is "${url}": write it as ${DEFAULT_URL}.`);
  if (customer === undefined && token === undefined) {
    throw new UsageError('Say who you are: npm run chat -- --customer cust_001');
  }
  return { customer, token, url: new URL(url) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        customer: { type: 'string' },
        url: { type: 'string', default: DEFAULT_URL },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${reason}. npm run chat -- --help says how.`);
  }
}
