import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** An IPv4 address that came over an IPv6 socket, as itself. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * Tells from which address a request comes: the last hop that is no trusted proxy.
 *
 * @param trustedProxies addresses and networks whose `X-Forwarded-For` is believed.
 */
export function clientAddress(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const trusted = new BlockList();
  for (const network of trustedProxies) {
    const [address = '', bits] = network.split('/');
    if (bits === undefined) trusted.addAddress(address, familyOf(address));
    else trusted.addSubnet(address, Number(bits), familyOf(address));
  }
  const isTrusted = (address: string): boolean =>
    isIP(address) !== 0 && trusted.check(address, familyOf(address));
  return (request) => {
    const forwarded = String(request.headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((part) => plain(part.trim()))
      .filter((part) => isIP(part) !== 0);
    let address = plain(request.socket.remoteAddress ?? '');
    while (isTrusted(address)) {
      const hop = forwarded.pop();
      if (hop === undefined) break;
      address = hop;
    }
    return address;
  };
}
