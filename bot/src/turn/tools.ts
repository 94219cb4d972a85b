import { tool, zodSchema, type Schema, type ToolSet } from 'ai';
import { type StepCall, allCalls, shownCalls } from '../conversation/calls.ts';
import { bytesOf } from '../conversation/size.ts';
import { waiting } from '../conversation/transitions.ts';
import type { AnyAction, Outcome } from '../definition/index.ts';
import { readContext } from '../policy/context.ts';
import { asJson, decide, priorityOf } from '../policy/decide.ts';
import { hash } from '../policy/hash.ts';
import { OUTCOMES_BYTES } from '../policy/limits.ts';
import { perform } from '../policy/perform.ts';
import type { Ports } from '../ports/ports.ts';
import { callError } from './call-chunk.ts';
import { isAnswered, placed, wayOf } from './placed.ts';
import type { Recorder } from './recorder.ts';
import type { Seen } from './seen.ts';
import type { TurnState } from './turn-state.ts';

/** A call that waits for the customer's yes. */
export interface Asked {
  readonly call: StepCall;
  readonly title: string;
  readonly inputHash: string;
}

/** Inputs as the agent loop takes them. To make JSON Schema of one takes longer than the rest of a turn: it is done once. */
const schemas = new WeakMap<AnyAction, Schema>();

function schemaOf(action: AnyAction): Schema {
  const schema = schemas.get(action) ?? zodSchema(action.input);
  schemas.set(action, schema);
  return schema;
}

/** The actions of a service as the agent loop calls them: one at a time, each through the choke point. */
export class Tools {
  readonly #ports: Ports;
  readonly #turn: TurnState;
  readonly #recorder: Recorder;
  readonly #seen: Seen;
  /** Ids of calls whose output the customer has seen already. */
  readonly #shown: ReadonlySet<string>;
  #running: Promise<unknown> = Promise.resolve();
  #asked: Asked | undefined;

  constructor(ports: Ports, turn: TurnState, recorder: Recorder, seen: Seen) {
    this.#seen = seen;
    this.#ports = ports;
    this.#turn = turn;
    this.#recorder = recorder;
    this.#shown = shownCalls(recorder.frames);
  }

  /** The call that the turn has to ask the customer about. */
  get asked(): Asked | undefined {
    return this.#asked;
  }

  /** Resolves when no action is running: one that has begun is always waited for. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** All actions, also those that the customer may not use: calling one is how the refusal is explained. */
  set(): ToolSet {
    const entries = [...this.#turn.service.actions.values()].map((action) => [
      action.name,
      tool({
        description: action.description,
        inputSchema: schemaOf(action),
        execute: (_input: unknown, { toolCallId }) => this.run(toolCallId),
      }),
    ]);
    return Object.fromEntries(entries) as ToolSet;
  }

  /** Whether a call must wait for the customer; only one at a time does. */
  async approval(toolCallId: string): Promise<'user-approval' | undefined> {
    const call = this.#turn.calls.get(toolCallId);
    if (call === undefined) return undefined;
    // What was refused while something else was asked stays refused.
    if (isAnswered(this.#turn.reply, call) || this.#shown.has(toolCallId)) return undefined;
    if (this.#asked !== undefined) return undefined;
    const { service } = this.#turn;
    if (service.actions.get(call.name)?.approval === undefined) return undefined;
    const { customer, view, pauses } = await this.#seen.now();
    const context = readContext(this.#ports, service, customer, view);
    const decision = await decide(call, wayOf(this.#turn.reply, call), context, pauses);
    if (decision.kind !== 'ask') return undefined;
    this.#asked = { call, title: decision.title, inputHash: hash(asJson(call.input)) };
    return 'user-approval';
  }

  /** Carries out the call of that id and shows what became of it. */
  run(toolCallId: string): Promise<Outcome> {
    return this.#tracked(this.#run(toolCallId));
  }

  /**
   * Brings each stored call to an outcome, though the reply is to end: what has been begun, by a worker that died, is finished or
   * found out, the rest is refused for this reason.
   */
  async stop(reason: string): Promise<void> {
    const { calls, receipts, steps } = this.#turn;
    for (const call of allCalls(steps)) if (!calls.has(call.toolCallId)) calls.set(call.toolCallId, call);
    for (const call of calls.values()) {
      const isSettled = receipts.some((receipt) => receipt.call.toolCallId === call.toolCallId);
      if (isSettled || this.#shown.has(call.toolCallId)) continue;
      await this.#tracked(this.#run(call.toolCallId, reason));
    }
  }

  #tracked(running: Promise<Outcome>): Promise<Outcome> {
    this.#running = running.catch((error: unknown) => {
      this.#turn.fault ??= { error };
    });
    return running;
  }

  async #run(toolCallId: string, refused?: string): Promise<Outcome> {
    if (this.#turn.fault !== undefined) throw this.#turn.fault.error;
    const call = this.#turn.calls.get(toolCallId);
    if (call === undefined) throw new Error('A call that no stored message has.');
    const { conversationId, reply, service } = this.#turn;
    const sight = await this.#seen.now();
    const site = placed(conversationId, reply, call, sight, refused);
    const settlement = perform(this.#ports, service, { ...site, room: this.#room() });
    const { outcome, handOff } = await settlement.finally(() => this.#seen.forget());
    this.#turn.receipts.push({ call, outcome });
    const priority = priorityOf(service, sight.customer.level);
    if (handOff !== undefined) {
      this.#turn.personCalled = true;
      this.#ports.telemetry.report({ type: 'hand-off', conversationId, priority });
    }
    if (!this.#isShown(call))
      this.#recorder.queue({ type: 'tool-output-available', toolCallId, output: outcome });
    if (handOff !== undefined)
      await this.#recorder.commit({
        change: (state) => waiting(state, handOff, priority, this.#ports.now()),
      });
    // The next call must not begin before it is known whether the customer wants it still.
    else if (this.#isFollowed(call)) await this.#recorder.commit({});
    else this.#recorder.showSoon();
    return outcome;
  }

  /** How many bytes are left for an outcome. */
  #room(): number {
    return this.#turn.receipts.reduce((left, { outcome }) => left - bytesOf(outcome), OUTCOMES_BYTES);
  }

  /** Whether another call of the same message comes after it. */
  #isFollowed({ step, call }: StepCall): boolean {
    return [...this.#turn.calls.values()].some((other) => other.step === step && other.call > call);
  }

  /** Whether the customer has seen all there is to see of the call: its output, or that its input was wrong. */
  #isShown(call: StepCall): boolean {
    return this.#shown.has(call.toolCallId) || callError(this.#turn.service, call) !== undefined;
  }
}
