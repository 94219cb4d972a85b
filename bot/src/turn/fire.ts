import { appendedSince } from '../conversation/appended-since.ts';
import { newConversation } from '../conversation/begin.ts';
import { change, type Draft } from '../conversation/change.ts';
import { lastSeq, type LogEntry } from '../conversation/entry.ts';
import { publish } from '../conversation/publish.ts';
import type { ConversationState } from '../conversation/state.ts';
import { passedOn } from '../conversation/transitions.ts';
import { summaryOf } from '../conversation/view.ts';
import type { Customer, ServiceDefinition } from '../definition/index.ts';
import { readContext } from '../policy/context.ts';
import { priorityOf } from '../policy/decide.ts';
import { hash } from '../policy/hash.ts';
import { fault } from '../ports/fault.ts';
import type { Ports } from '../ports/ports.ts';
import { TIMER_GRACE_MS, type Timer } from '../ports/scheduler.ts';
import { timerReply, type Firing } from './timer-reply.ts';
import { turnId } from './turn-id.ts';

/**
 * How long it is remembered where a firing has its place, milliseconds: it is brought again for a day (EventBridge Scheduler), or
 * when a server comes back that was stopped between the firing and its note of it.
 */
const PLACE_KEPT_MS = 30 * 24 * 60 * 60_000;

/** An id that is the same each time this timer fires. */
const idOf = (prefix: string, ...parts: readonly string[]): string =>
  `${prefix}_${hash(parts).slice(0, 22).replaceAll('-', 'A').replaceAll('_', 'B')}`;

/**
 * Begins the reply of a firing timer: its calls stand in it as if a model had made them, so that the worker runs them like any
 * other reply, through the choke point, once. Nobody needs to be there; the customer finds the outcome. One that is later than
 * `TIMER_GRACE_MS` calls nothing: the reply says so. However often, and by however many at a time, it is fired for one planned
 * time, there is one reply.
 *
 * @returns `busy` while the conversation has another reply open.
 */
export async function fire(
  ports: Ports,
  service: ServiceDefinition,
  timer: Timer,
  plannedAt: Date,
): Promise<'done' | 'busy'> {
  const customer = await ports.customers.get(timer.customerId);
  if (customer === undefined) return 'done';
  const plan = await service.timer(timer.id, readContext(ports, service, customer));
  if (plan === undefined) return 'done';
  const messageId = turnId(plannedAt, idOf('t', timer.customerId, timer.id));
  const isMissed = ports.now().getTime() - plannedAt.getTime() > TIMER_GRACE_MS;
  const firing = { timer, plan, plannedAt, messageId, isMissed };
  for (let attempt = 0; ; attempt++) {
    const place = await placeOf(ports, firing, attempt);
    const outcome = await begin(ports, service, customer, firing, place);
    if (outcome !== 'passed-on') return outcome;
  }
}

/** Where a firing is to begin its reply. */
interface Place {
  readonly conversationId: string;
  /** The conversation's last `seq` when that was settled: what the firing has done there comes after it. */
  readonly after: number;
  readonly last: LogEntry | undefined;
}

/**
 * The place of a firing: all who fire it go by what the first of them chose. If nobody of them could begin there, because a
 * person took the conversation or it was closed first, that stands in its log, and there is another attempt.
 */
async function placeOf(
  ports: Ports,
  { timer, messageId }: Pick<Firing, 'timer' | 'messageId'>,
  attempt: number,
): Promise<Place> {
  const chosen = await choose(ports, timer);
  const { conversationId, after } = await ports.requests.claim(
    timer.customerId,
    // No client's: theirs have no slash.
    `timer/${messageId}/${String(attempt)}`,
    { hash: hash(['timer', messageId]), messageId, ...chosen.place },
    ports.now(),
    new Date(ports.now().getTime() + PLACE_KEPT_MS),
  );
  const isChosen = conversationId === chosen.place.conversationId;
  return { conversationId, after, last: isChosen ? chosen.last : await ports.log.last(conversationId) };
}

/** The conversation that set the timer up, or, where the bot can't speak there, one for this timer alone. */
async function choose(
  ports: Ports,
  timer: Timer,
): Promise<{ place: Omit<Place, 'last'>; last: LogEntry | undefined }> {
  const at = (conversationId: string, last: LogEntry | undefined) => ({
    place: { conversationId, after: last === undefined ? 0 : lastSeq(last) },
    last,
  });
  const last = await ports.log.last(timer.conversationId);
  if (last?.state.customerId === timer.customerId && isTheBots(last.state))
    return at(timer.conversationId, last);
  for (let n = 0; ; n++) {
    const conversationId = idOf('cv', timer.customerId, timer.id, String(n));
    const own = await ports.log.last(conversationId);
    if (own === undefined || isTheBots(own.state)) return at(conversationId, own);
  }
}

/** Whether the bot may speak there by itself. */
const isTheBots = ({ status }: ConversationState): boolean => status === 'bot' || status === 'waiting';

/** Begins the reply in its place, unless it has been. `passed-on`: nobody will begin it there. */
async function begin(
  ports: Ports,
  service: ServiceDefinition,
  customer: Customer,
  firing: Firing,
  { conversationId, after, last }: Place,
): Promise<'done' | 'busy' | 'passed-on'> {
  const { plan, messageId, plannedAt, isMissed } = firing;
  const trace = appendedSince(
    ports.log,
    conversationId,
    after,
    ({ frames, passedOn }) =>
      passedOn === messageId ||
      frames.some((frame) => frame.type === 'chunk' && frame.messageId === messageId),
  );
  const found: { outcome: 'done' | 'busy' | 'passed-on' } = { outcome: 'done' };
  const entry = await change(
    ports,
    conversationId,
    async (now, seq): Promise<Draft | undefined> => {
      found.outcome = 'done';
      const before = await trace(now);
      if (before !== undefined) {
        if (before.passedOn === messageId) found.outcome = 'passed-on';
        return undefined;
      }
      const priority = priorityOf(service, customer.level);
      const state = now?.state ?? newConversation(customer.id, plan.title, priority, ports.now());
      if (!isTheBots(state)) {
        found.outcome = 'passed-on';
        return { ...passedOn(state), passedOn: messageId };
      }
      if (state.reply === undefined) return timerReply(service, firing, state, seq, ports.now());
      found.outcome = 'busy';
      return undefined;
    },
    last,
  );
  if (entry !== undefined) {
    if (isMissed && found.outcome === 'done') {
      const error = `Not fired, more than an hour late: planned for ${plannedAt.toISOString()}.`;
      ports.telemetry.report(fault('timer', error, conversationId));
    }
    // Whoever says hello now is told of the conversation, in its list or by its frames.
    await ports.conversations.put(summaryOf(entry));
    await publish(ports, entry);
  }
  if (found.outcome === 'done') await ports.inbox.ring(conversationId);
  return found.outcome;
}
