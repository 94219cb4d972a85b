import type { ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { SignJWT } from 'jose';
import type { Store } from '../sqlite/store.ts';

const TOKEN_SECONDS = 3_600;
/** Most customers that are offered to choose from. */
const MAX_CUSTOMERS = 100;

/** Who can be chosen in demo mode. */
export interface DemoPrincipals {
  readonly customers: readonly {
    readonly id: string;
    readonly name: string;
    readonly serviceLevel: string;
  }[];
  readonly operators: readonly { readonly id: string; readonly name: string }[];
}

/** Demo mode: everybody who is known may be chosen, and gets a token without a question. */
export class Demo {
  readonly #service: ServiceDefinition;
  readonly #customers: Store['customers'];
  readonly #key: Uint8Array;
  readonly #now: () => Date;

  constructor(service: ServiceDefinition, customers: Store['customers'], secret: string, now: () => Date) {
    this.#service = service;
    this.#customers = customers;
    this.#key = new TextEncoder().encode(secret);
    this.#now = now;
  }

  principals(): DemoPrincipals {
    return {
      customers: this.#customers
        .list(MAX_CUSTOMERS)
        .map(({ id, name, level }) => ({ id, name, serviceLevel: level })),
      operators: this.#service.demo.operators.map(({ id, name }) => ({ id, name })),
    };
  }

  /** A token of a customer or an operator; undefined if there is nobody of that id. */
  async mint(sub: string): Promise<string | undefined> {
    const operator = this.#service.demo.operators.find(({ id }) => id === sub);
    const somebody = operator ?? (await this.#customers.get(sub));
    if (somebody === undefined) return undefined;
    const issued = Math.floor(this.#now().getTime() / 1000);
    return new SignJWT({ name: somebody.name, role: operator === undefined ? 'customer' : 'operator' })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(sub)
      .setIssuedAt(issued)
      .setExpirationTime(issued + TOKEN_SECONDS)
      .sign(this.#key);
  }
}
