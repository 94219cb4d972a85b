import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { ServiceDefinition } from './definition/index.ts';
import { Gateway } from './gateway/gateway.ts';
import type { Identity } from './identity/identity.ts';
import type { Ports, Timer } from './ports/index.ts';
import { alertWaiting } from './turn/alert-waiting.ts';
import { fire } from './turn/fire.ts';
import { giveUp } from './turn/give-up.ts';
import { work } from './turn/work.ts';

export interface BotOptions {
  readonly service: ServiceDefinition;
  /** In order of preference; the next one is asked when one fails. Never empty. */
  readonly models: readonly LanguageModelV4[];
  readonly ports: Ports;
  /** Names this worker in leases: unique for a process. */
  readonly worker: string;
}

/** The bot, as a composition root drives it. */
export interface Bot {
  /**
   * Handles one text frame of a socket, and sends what answers it. `close`: the socket is to be closed (its
   * token has ended). Never throws for what a client sent; throws when a port fails.
   */
  receive(connectionId: string, identity: Identity, frame: string): Promise<'open' | 'close'>;
  /** A socket is gone. */
  disconnected(connectionId: string): Promise<void>;
  /**
   * Does what a rung conversation needs until nothing is left. `busy`: another worker has it, or it was not
   * finished when `signal` aborted: ring again.
   */
  work(conversationId: string, signal: AbortSignal): Promise<'idle' | 'busy'>;
  /** A timer's planned time has come. `busy`: the conversation is in the middle of a reply; call again. */
  fire(timer: Timer, plannedAt: Date): Promise<'done' | 'busy'>;
  /** Ends a reply that can't be finished, in words, and calls a person. For a doorbell that failed too often. */
  giveUp(conversationId: string): Promise<void>;
  /** Raises alerts for conversations that wait for a person while nobody looks; to be called every minute or so. */
  alertWaiting(): Promise<number>;
}

/** Puts the bot together. */
export function createBot({ service, models, ports, worker }: BotOptions): Bot {
  const gateway = new Gateway(service, ports);
  const workshop = { service, models, ports };
  return {
    receive: (connectionId, identity, frame) => gateway.receive(connectionId, identity, frame),
    disconnected: (connectionId) => ports.connections.remove(connectionId),
    work: (conversationId, signal) => work(workshop, worker, conversationId, signal),
    fire: (timer, plannedAt) => fire(ports, service, timer, plannedAt),
    giveUp: (conversationId) => giveUp(ports, service, conversationId),
    alertWaiting: () => alertWaiting(ports, service),
  };
}
