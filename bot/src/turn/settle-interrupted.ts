import { allCalls, shownCalls } from '../conversation/calls.ts';
import { change } from '../conversation/change.ts';
import type { LogEntry } from '../conversation/entry.ts';
import { readReply } from '../conversation/fold.ts';
import { publish } from '../conversation/publish.ts';
import type { OpenReply } from '../conversation/state.ts';
import { settledReplies, waiting } from '../conversation/transitions.ts';
import { summaryOf } from '../conversation/view.ts';
import type { ServiceDefinition } from '../definition/index.ts';
import { priorityOf } from '../policy/decide.ts';
import { perform } from '../policy/perform.ts';
import type { Ports } from '../ports/ports.ts';
import { placed } from './placed.ts';
import { Seen } from './seen.ts';

const ENDED = 'The reply was ended before this was begun, so it was not done.';

/**
 * Brings to an outcome what replies had begun that were ended from outside: by a person who took over, or by giving up. Their
 * workers do it, unless they have died. What was begun is finished or found out, what was not is refused. Nothing of it is shown:
 * those replies are over. It is in the audit trail, and where it can't be known, a person is called.
 *
 * @param abandon finish and look for nothing: what was begun is unknown.
 * @returns the log's last entry, whose state has none of them any more.
 */
export async function settleInterrupted(
  ports: Ports,
  service: ServiceDefinition,
  last: LogEntry,
  abandon = false,
): Promise<LogEntry> {
  let known = last;
  // While some are settled, others may be ended.
  for (let { interrupted } = known.state; interrupted !== undefined; { interrupted } = known.state)
    known = await settle(ports, service, known, interrupted, abandon);
  return known;
}

async function settle(
  ports: Ports,
  service: ServiceDefinition,
  last: LogEntry,
  interrupted: readonly OpenReply[],
  abandon: boolean,
): Promise<LogEntry> {
  const { conversationId, state } = last;
  const seen = new Seen(ports, service, state.customerId);
  let handOff: string | undefined;
  for (const reply of interrupted) {
    const { frames, steps } = await readReply(ports.log, last, reply);
    const shown = shownCalls(frames);
    for (const call of allCalls(steps)) {
      if (shown.has(call.toolCallId)) continue;
      const sight = await seen.now();
      const site = placed(conversationId, reply, call, sight, ENDED);
      const settlement = await perform(ports, service, { ...site, abandon });
      seen.forget();
      handOff ??= settlement.handOff;
    }
  }
  const { level } = (await seen.now()).customer;
  let known = last;
  const entry = await change(
    ports,
    conversationId,
    (now) => {
      known = now ?? known;
      const settled = settledReplies(known.state, interrupted);
      if (settled.frames.length === 0) return undefined;
      if (handOff === undefined) return settled;
      const called = waiting(settled.state, handOff, priorityOf(service, level), ports.now());
      return { state: called.state, frames: settled.frames };
    },
    last,
  );
  if (entry === undefined) return known;
  await ports.conversations.put(summaryOf(entry));
  await publish(ports, entry);
  return entry;
}
