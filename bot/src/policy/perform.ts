import {
  denied,
  failed,
  type ActionContext,
  type AnyAction,
  type Customer,
  type Effect,
  type ReadContext,
  type ServiceDefinition,
  type Unknown,
} from '../definition/index.ts';
import { fault } from '../ports/fault.ts';
import type { CallKey, LedgerRecord, Settlement, Way } from '../ports/ledger.ts';
import type { Pause } from '../ports/pauses.ts';
import type { Ports } from '../ports/ports.ts';
import { PROMPT_VERSION } from '../prompt/version.ts';
import { bounded } from './bounded.ts';
import { actionContext, readContext } from './context.ts';
import { asJson, decide, reaches, type Call, type Decision } from './decide.ts';
import { hash } from './hash.ts';
import { ACTION_MS, OUTCOMES_BYTES } from './limits.ts';
import { ObjectsView } from './objects-view.ts';
import { SAID_NO } from './said-no.ts';

/** One call of one turn, at the choke point. */
export interface PlacedCall extends Call {
  readonly key: CallKey;
  readonly customer: Customer;
  readonly way: Way;
  /** Why it may not run, whatever it is. */
  readonly refused?: string;
  /** Of one that may not: whether it is to be left as it is, and unknown, where it was begun before. */
  readonly abandon?: boolean;
  /** For a timer: the action that set it up, which must be allowed too. */
  readonly setBy?: string;
  /** For an answered approval: the answer, and the hash of the arguments that it was given to. */
  readonly answer?: { readonly approved: boolean; readonly inputHash: string };
  /** What was read a moment ago of what is decided on. */
  readonly sight?: { readonly view: ObjectsView; readonly pauses: readonly Pause[] };
  /** Bytes that its outcome may take up, where other calls of its reply have taken up some already. */
  readonly room?: number;
  /** Which model made the call. */
  readonly model: string;
}

const UNKNOWN: Unknown = {
  status: 'unknown',
  reason: 'It is not known whether this happened. A person has been told and will check.',
};
const NOBODY_KNOWS: Settlement = { outcome: UNKNOWN, handOff: UNKNOWN.reason };

/**
 * Carries out one call, once, if it is allowed: decision, intent, effect, outcome, each durable before the next.
 * Called again for the same place (another worker, after a crash) it never repeats an effect: a settled call
 * answers its outcome; one that was begun is run again if its effect allows that, else checked, else `unknown`.
 *
 * @throws what a port throws, and what a `check` of what a crash has left throws: it is asked again. What else an action throws is
 *   an outcome.
 */
export async function perform(
  ports: Ports,
  service: ServiceDefinition,
  call: PlacedCall,
): Promise<Settlement> {
  const view = call.sight?.view ?? new ObjectsView(ports, call.customer.id);
  const read = readContext(ports, service, call.customer, view);
  const decision = await authorize(call, read, call.sight?.pauses ?? (await ports.pauses.list()));
  const attempt = ports.id();
  const record = (rest: Pick<LedgerRecord, 'decision'> & Partial<LedgerRecord>): LedgerRecord => ({
    ...call.key,
    attempt,
    customerId: call.customer.id,
    action: call.name.slice(0, 64),
    way: call.way,
    input: asJson(call.input),
    inputHash: hash(asJson(call.input)),
    level: call.customer.level,
    serviceVersion: service.version,
    promptVersion: PROMPT_VERSION,
    model: call.model,
    at: ports.now().toISOString(),
    ...rest,
  });
  const report = (settlement: Settlement): Settlement => {
    const { conversationId, turn } = call.key;
    const { level } = call.customer;
    const { status } = settlement.outcome;
    ports.telemetry.report({
      type: 'action',
      conversationId,
      turn,
      action: call.name.slice(0, 64),
      level,
      status,
    });
    return settlement;
  };
  const fitted = (settlement: Settlement) => bounded(settlement, call.room ?? OUTCOMES_BYTES);
  /** What the ledger says became of the call, if it says so. */
  const standing = ({ outcome, handOff }: LedgerRecord): Settlement | undefined =>
    outcome === undefined ? undefined : { outcome, ...(handOff === undefined ? {} : { handOff }) };

  if (decision.kind !== 'allow') {
    const refusal =
      decision.kind === 'refuse'
        ? decision.outcome
        : denied('This needs your yes first, and one thing is asked at a time.');
    const { outcome } = fitted({ outcome: refusal });
    const at = ports.now().toISOString();
    const stands = await ports.ledger.intend(record({ decision: 'refused', outcome, settledAt: at }));
    const settled = standing(stands);
    if (settled !== undefined) return report(settled);
    // Begun when it was still allowed: what it did must be found out all the same. A later version may not take what it was given.
    view.forget();
    const action = service.actions.get(stands.action);
    const input = call.abandon === true ? undefined : action?.input.safeParse(stands.input).data;
    return action === undefined || input === undefined
      ? conclude(NOBODY_KNOWS)
      : conclude(await carryOut(action, input, true));
  }

  const { action, input } = decision;
  if (effectOf(action, input) === 'read') {
    const settlement = fitted(await run(action, input, 'read'));
    const settledAt = ports.now().toISOString();
    const stands = await ports.ledger.intend(record({ decision: 'allowed', ...settlement, settledAt }));
    const settled = standing(stands);
    // Begun by a version in which it was no mere look.
    return settled === undefined ? conclude(settlement) : report(settled);
  }
  const stands = await ports.ledger.intend(record({ decision: 'allowed' }));
  const settled = standing(stands);
  if (settled !== undefined) return report(settled);
  const begunBefore = stands.attempt !== attempt;
  if (begunBefore) view.forget();
  return conclude(await carryOut(action, input, begunBefore));

  /** Adds to what was begun what became of it, unless somebody has. */
  async function conclude(found: Settlement): Promise<Settlement> {
    const settlement = fitted(found);
    const stands = await ports.ledger.settle(call.key, settlement, ports.now().toISOString());
    return report(standing(stands) ?? settlement);
  }

  async function carryOut(
    action: AnyAction,
    input: Record<string, unknown>,
    begunBefore: boolean,
  ): Promise<Settlement> {
    const effect = effectOf(action, input);
    return begunBefore && effect === 'once' ? reconcile(action, input) : run(action, input, effect);
  }

  /** Finds out what a crash has left of a `once` call; runs it only if it surely did not happen. */
  async function reconcile(action: AnyAction, input: Record<string, unknown>): Promise<Settlement> {
    const { check } = action;
    if (check === undefined) return NOBODY_KNOWS;
    const checked = await inTime((context) => check(input, context));
    return checked === 'not-done' ? run(action, input, 'once') : { outcome: checked };
  }

  async function run(action: AnyAction, input: Record<string, unknown>, effect: Effect): Promise<Settlement> {
    const late = { isLate: false };
    try {
      return await runInTime(action, input, () => (late.isLate = true));
    } catch (error) {
      const { conversationId } = call.key;
      ports.telemetry.report(fault(`action ${action.name}`, error, conversationId));
      return afterThrow(action, input, effect, late.isLate);
    }
  }

  /** An action that throws, or takes too long, may have done its work. */
  async function afterThrow(
    action: AnyAction,
    input: Record<string, unknown>,
    effect: Effect,
    isLate: boolean,
  ): Promise<Settlement> {
    view.forget();
    if (effect === 'read') return { outcome: failed('This could not be looked up just now.') };
    if (effect === 'idempotent') return runInTime(action, input).catch(() => NOBODY_KNOWS);
    const { check } = action;
    if (check === undefined) return NOBODY_KNOWS;
    const checked = await inTime((context) => check(input, context)).catch(() => undefined);
    // What took too long may still be under way: that it has not happened yet does not say that it won't.
    if (checked === undefined || (checked === 'not-done' && isLate)) return NOBODY_KNOWS;
    if (checked !== 'not-done') return { outcome: checked };
    return { outcome: failed('It did not work just now, and nothing was changed.') };
  }

  async function runInTime(
    action: AnyAction,
    input: Record<string, unknown>,
    onLate?: () => void,
  ): Promise<Settlement> {
    let handOff: string | undefined;
    const askForPerson = (reason: string): void => void (handOff = reason);
    const outcome = await inTime((context) => action.run(input, context), onLate, askForPerson);
    return { outcome, ...(handOff === undefined ? {} : { handOff }) };
  }

  /** Has an action do something, but waits no longer than it may take: it may be one that never comes back. */
  async function inTime<T>(
    work: (context: ActionContext) => Promise<T>,
    onLate: () => void = () => undefined,
    requestHuman: (reason: string) => void = () => undefined,
  ): Promise<T> {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      onLate();
      abort.abort(new Error(`The action took longer than ${String(ACTION_MS)} ms.`));
    }, ACTION_MS);
    const context = actionContext(ports, read, view, call.key, abort.signal, requestHuman);
    try {
      return await within(work(context), abort.signal);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function authorize(call: PlacedCall, read: ReadContext, pauses: readonly Pause[]): Promise<Decision> {
  if (call.refused !== undefined) return { kind: 'refuse', outcome: failed(call.refused) };
  const decision = await decide(call, call.way, read, pauses);
  if (decision.kind !== 'allow') return decision;
  if (call.way === 'approval') {
    if (call.answer?.approved !== true) return { kind: 'refuse', outcome: SAID_NO };
    if (call.answer.inputHash !== hash(asJson(call.input))) {
      return { kind: 'refuse', outcome: denied('This is not what you said yes to.') };
    }
  }
  if (call.setBy !== undefined) {
    const setter = read.service.actions.get(call.setBy);
    if (setter === undefined || !reaches(read.service, call.customer.level, setter.level)) {
      const level = setter === undefined ? {} : { requiredLevel: setter.level };
      return {
        kind: 'refuse',
        outcome: denied('Your plan no longer includes this, so it did not run.', level),
      };
    }
  }
  return decision;
}

const effectOf = (action: AnyAction, input: Record<string, unknown>): Effect =>
  typeof action.effect === 'function' ? action.effect(input) : action.effect;

/** The promise's value, or the signal's reason if that comes first. */
async function within<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}
