import { Followers } from '../conversation/followers.ts';
import type { HeldTokens } from '../conversation/state.ts';
import type { ServiceDefinition } from '../definition/index.ts';
import type { Ports } from '../ports/ports.ts';
import { Seen } from './seen.ts';

/** What a worker has of a conversation while it is at it: what it has read of the world around, so as not to read it again at once. */
export class Lately {
  readonly followers: Followers;
  readonly seen: Seen;
  /**
   * Tokens that the conversation held until this worker began the reply that is open. The log has them no more: if the worker dies
   * nobody knows how many of them were used.
   */
  held: HeldTokens | undefined;

  constructor(ports: Ports, service: ServiceDefinition, customerId: string) {
    this.followers = new Followers(ports);
    this.seen = new Seen(ports, service, customerId);
  }
}
