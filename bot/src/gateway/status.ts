import { closeApproval, type Withdrawal } from '../conversation/approval.ts';
import { change, type Draft } from '../conversation/change.ts';
import { dismissal, endOpenReply, spoken } from '../conversation/end-turn.ts';
import type { LogEntry } from '../conversation/entry.ts';
import { completeHandBack } from '../conversation/hand-back.ts';
import { publish } from '../conversation/publish.ts';
import type { ConversationState } from '../conversation/state.ts';
import { closed, handedBack, handingBack, taken, waiting } from '../conversation/transitions.ts';
import { summaryOf } from '../conversation/view.ts';
import { hoursInWords, isOpen, type ServiceDefinition } from '../definition/index.ts';
import { personWords } from '../definition/request-human.ts';
import { priorityOf } from '../policy/decide.ts';
import type { Ports } from '../ports/ports.ts';
import { refusal, type Refusal } from './socket.ts';

/** What becomes of a conversation: an entry (one without frames changes nothing), why not, or undefined: not yet. */
type Next = Draft | Refusal | undefined;

/** Appends a change of status as the log stands. */
async function transition(
  ports: Ports,
  last: LogEntry,
  to: (state: ConversationState, seq: number) => Next | Promise<Next>,
): Promise<Refusal | 'changed' | 'again'> {
  const seen: { now: LogEntry; result: Refusal | 'changed' | 'again' } = { now: last, result: 'changed' };
  const entry = await change(
    ports,
    last.conversationId,
    async (current, seq) => {
      seen.now = current ?? last;
      const next = await to(seen.now.state, seq);
      if (next === undefined) seen.result = 'again';
      else if ('code' in next) seen.result = next;
      else if (next.frames.length > 0) return next;
      return undefined;
    },
    last,
  );
  if (seen.result !== 'changed') return seen.result;
  if (entry !== undefined) await publish(ports, entry);
  await ports.conversations.put(summaryOf(entry ?? seen.now));
  return 'changed';
}

const ok = (result: Refusal | 'changed' | 'again'): Refusal | undefined =>
  typeof result === 'string' ? undefined : result;

/** A customer asks for a person; when nobody is there, they are told when somebody will be. */
export async function requestHuman(
  ports: Ports,
  service: ServiceDefinition,
  last: LogEntry,
  reason: string | undefined,
): Promise<Refusal | undefined> {
  const customer = await ports.customers.get(last.state.customerId);
  const priority = priorityOf(service, customer?.level ?? service.defaultLevel);
  const why = reason ?? 'The customer asked for a person.';
  const result = await transition(ports, last, async (state, seq) => {
    // Another click says nothing new.
    if (state.status === 'waiting' && reason === undefined) return { state, frames: [] };
    const asked = waiting(state, why, priority, ports.now());
    const { supportHours } = service;
    const isAway = supportHours !== undefined && !isOpen(supportHours, ports.now());
    // Who waits already has been told.
    const isNew = asked.state.status === 'waiting' && state.status !== 'waiting';
    if (!isAway || !isNew || state.reply !== undefined) return asked;
    const words = personWords(hoursInWords(supportHours));
    const told = await spoken(ports, service, words, seq + asked.frames.length);
    return { ...told, state: asked.state, frames: [...asked.frames, ...told.frames] };
  });
  if (last.state.status === 'bot' || last.state.status === 'closed') {
    ports.telemetry.report({ type: 'hand-off', conversationId: last.conversationId, priority });
  }
  return ok(result);
}

const HELD = refusal('conflict', 'Another person holds this conversation.');
const NOT_HOLDER = refusal('conflict', 'You do not hold this conversation: take it over first.');

/** An operator takes the conversation: the bot's reply ends, an open approval is a no, then the status changes. */
export async function takeOver(
  ports: Ports,
  last: LogEntry,
  operator: { readonly id: string; readonly name: string },
): Promise<Refusal | undefined> {
  return silence(
    ports,
    last,
    'taken',
    (state) => (state.status === 'human' && state.operator?.id !== operator.id ? HELD : undefined),
    (state) =>
      state.status === 'human' && state.handingBack !== true ? { state, frames: [] } : taken(state, operator),
  );
}

/**
 * An operator ends the conversation. What nobody has answered is taken up by a reply that ends at once, in the same entry:
 * as long as a person holds the conversation the bot is silent, about that too.
 */
export async function close(
  ports: Ports,
  service: ServiceDefinition,
  last: LogEntry,
  operatorId: string,
): Promise<Refusal | undefined> {
  return silence(
    ports,
    last,
    'closed',
    (state) => (state.status === 'human' && state.operator?.id !== operatorId ? NOT_HOLDER : undefined),
    async (state, seq) => {
      if (state.status === 'closed') return { state, frames: [] };
      const ended = closed(state);
      const dismissed = await dismissal(ports, service, ended.state, seq + ended.frames.length);
      return { ...dismissed, frames: [...ended.frames, ...dismissed.frames] };
    },
  );
}

/** An operator gives the conversation back; the bot answers what is unanswered. */
export async function handBack(
  ports: Ports,
  last: LogEntry,
  operatorId: string,
): Promise<Refusal | undefined> {
  const isHeld = (state: ConversationState) => state.status === 'human' && state.operator?.id === operatorId;
  const result = await transition(ports, last, (state) => {
    if (!isHeld(state)) return NOT_HOLDER;
    if (state.handingBack === true) return { state, frames: [] };
    return state.unanswered.length > 0 ? handingBack(state) : handedBack(state);
  });
  if (typeof result !== 'string') return result;
  const now = await ports.log.last(last.conversationId);
  if (now?.state.handingBack !== true) return undefined;
  await ports.inbox.ring(last.conversationId);
  await completeHandBack(ports, now);
  return undefined;
}

/** Changes the status when nothing of the bot is open, and first ends what is. */
async function silence(
  ports: Ports,
  last: LogEntry,
  why: Withdrawal,
  mayChange: (state: ConversationState) => Refusal | undefined,
  to: (state: ConversationState, seq: number) => Draft | Promise<Draft>,
): Promise<Refusal | undefined> {
  for (let known = last; ; known = (await ports.log.last(last.conversationId)) ?? known) {
    const refused = mayChange(known.state);
    if (refused !== undefined) return refused;
    known = await endOpenReply(ports, known, [{ type: 'abort' }]);
    known = await closeApproval(ports, known, why);
    const result = await transition(ports, known, (state, seq) =>
      state.reply !== undefined || state.approval !== undefined
        ? undefined
        : (mayChange(state) ?? to(state, seq)),
    );
    if (result !== 'again') return ok(result);
  }
}
