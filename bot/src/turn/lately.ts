import { Followers } from '../conversation/followers.ts';
import type { ServiceDefinition } from '../definition/index.ts';
import type { Ports } from '../ports/ports.ts';
import { Seen } from './seen.ts';

/** What a worker has read of the world around a conversation while it is at it, so as not to read it again at once. */
export class Lately {
  readonly followers: Followers;
  readonly seen: Seen;

  constructor(ports: Ports, service: ServiceDefinition, customerId: string) {
    this.followers = new Followers(ports);
    this.seen = new Seen(ports, service, customerId);
  }
}
