import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../config/loopback.ts';
import type { Config } from '../config/config.ts';

/**
 * Whether a request may come from where it says. In demo mode the `Host` must be this machine, so that no web page
 * whose name was made to point here is let in (DNS rebinding). An `Origin` must be this server's own or an allowed one;
 * programs that are no browsers send none.
 */
export function visitors({
  authentication,
  publicUrl,
  allowedOrigins,
}: Pick<Config, 'authentication' | 'publicUrl' | 'allowedOrigins'>): (request: IncomingMessage) => boolean {
  const allowed = new Set([...allowedOrigins, ...(publicUrl === undefined ? [] : [publicUrl.origin])]);
  return ({ headers: { host = '', origin } }) => {
    const address = `http://${host}`;
    if (authentication.kind === 'demo' && !(URL.canParse(address) && isLoopback(new URL(address).hostname)))
      return false;
    return (
      origin === undefined || allowed.has(origin) || (URL.canParse(origin) && new URL(origin).host === host)
    );
  };
}
