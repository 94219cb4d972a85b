import type { Principal } from '@agentic-service-bot/protocol';

/** Who is on a socket: read from a verified token by the composition root. */
export interface Identity {
  readonly principal: Principal;
  /** When the token ends, ISO 8601. */
  readonly expiresAt: string;
  /** For a customer seen for the first time: what the token's claims say. */
  readonly claims: { readonly level?: string; readonly timeZone?: string };
}
