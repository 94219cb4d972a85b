import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import type { ConversationState, HeldTokens } from '../conversation/state.ts';
import type { Spent } from '../conversation/step.ts';
import type { Customer, ServiceDefinition } from '../definition/index.ts';
import type { Ports } from '../ports/ports.ts';
import { SYSTEM_TOKENS_PER_DAY, TOKENS_TAKEN, TURN_DOLLARS_MAX, TURN_TOKENS_MAX } from './limits.ts';
import { isFree, mostUsedBy } from './tokens.ts';

/**
 * What one turn may use, of money and of tokens. Before a metered model is asked, the tokens that it may use for its message stand
 * in the customer's budget of the day and the system's: turns at the same time can't overspend.
 *
 * They are taken some at a time, and what a turn leaves stays with its conversation for the next one: so what one turn has used and
 * what the next one needs are one write. A worker that dies, and a conversation that nobody goes on with, leave too much counted
 * until the day ends, never too little: at most what was taken at once, and nothing of it is another conversation's.
 */
export class Allowance {
  readonly #ports: Pick<Ports, 'budgets' | 'now'>;
  readonly #customerId: string;
  readonly #perDay: number;
  #held: HeldTokens | undefined;
  #used = 0;
  #dollars = 0;
  #isSpent = false;

  /** @param held what the conversation has for itself. */
  constructor(
    ports: Pick<Ports, 'budgets' | 'now'>,
    service: ServiceDefinition,
    customer: Customer,
    held: HeldTokens | undefined,
  ) {
    this.#ports = ports;
    this.#customerId = customer.id;
    this.#perDay = service.levels.find(({ name }) => name === customer.level)?.tokensPerDay ?? 0;
    this.#held = held;
  }

  /** Whether a model was not asked because a budget of the day is spent. */
  get isSpent(): boolean {
    return this.#isSpent;
  }

  /** What is left, for the conversation to hold; undefined if there was never anything. */
  get held(): HeldTokens | undefined {
    return this.#held;
  }

  /** Whether the turn may ask once more. */
  mayGoOn(): boolean {
    return this.#used < TURN_TOKENS_MAX && this.#dollars < TURN_DOLLARS_MAX;
  }

  /** Whether a model may be asked for a message. What is lacking for it is taken. */
  async mayAsk(
    model: LanguageModelV4,
    options: Pick<LanguageModelV4CallOptions, 'prompt' | 'tools'>,
  ): Promise<boolean> {
    if (isFree(model)) return true;
    const day = this.#ports.now().toISOString().slice(0, 10);
    const left = this.#held?.day === day ? this.#held.tokens : 0;
    const needed = mostUsedBy(options);
    if (left >= needed) return true;
    // Where there is not room for as many as usual, the last ones of the day.
    for (const tokens of new Set([Math.max(needed, TOKENS_TAKEN), needed])) {
      if (!(await this.#take(day, tokens - left))) continue;
      this.#held = { day, tokens };
      return true;
    }
    this.#isSpent = true;
    return false;
  }

  /** Counts what a message of a model has used. */
  use(model: LanguageModelV4, spent: Pick<Spent, 'inputTokens' | 'outputTokens' | 'dollars'>): void {
    if (isFree(model)) return;
    const tokens = spent.inputTokens + spent.outputTokens;
    this.#used += tokens;
    this.#dollars += spent.dollars ?? 0;
    if (this.#held !== undefined) this.#held = { ...this.#held, tokens: this.#held.tokens - tokens };
  }

  /** Gives back what is left, where the conversation can't hold it. */
  async giveBack(): Promise<void> {
    if (this.#held === undefined || this.#held.tokens <= 0) return;
    const { day, tokens } = this.#held;
    this.#held = { day, tokens: 0 };
    await this.#takeOfCustomer(day, -tokens);
    await this.#takeOfAll(day, -tokens);
  }

  /** Takes them from both budgets, or from none. */
  async #take(day: string, tokens: number): Promise<boolean> {
    if (!(await this.#takeOfCustomer(day, tokens))) return false;
    if (await this.#takeOfAll(day, tokens)) return true;
    await this.#takeOfCustomer(day, -tokens);
    return false;
  }

  #takeOfCustomer(day: string, tokens: number): Promise<boolean> {
    return this.#takeOf(`tokens/${this.#customerId}/${day}`, tokens, this.#perDay, day);
  }

  #takeOfAll(day: string, tokens: number): Promise<boolean> {
    return this.#takeOf(`tokens/${day}`, tokens, SYSTEM_TOKENS_PER_DAY, day);
  }

  #takeOf(key: string, tokens: number, limit: number, day: string): Promise<boolean> {
    return this.#ports.budgets.take(
      key,
      tokens,
      limit,
      this.#ports.now(),
      new Date(Date.parse(day) + DAY_MS),
    );
  }
}

const DAY_MS = 24 * 60 * 60_000;

/** What a conversation holds after a turn: what the turn has left, and what came to it meanwhile. */
export function holding(state: ConversationState, left: HeldTokens | undefined): ConversationState {
  if (left === undefined) return state;
  const { held } = state;
  const tokens = held?.day === left.day ? held.tokens + left.tokens : left.tokens;
  return { ...state, held: { day: left.day, tokens } };
}
