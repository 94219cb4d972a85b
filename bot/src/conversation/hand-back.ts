import type { Ports } from '../ports/ports.ts';
import { change } from './change.ts';
import type { LogEntry } from './entry.ts';
import { publish } from './publish.ts';
import { handedBack } from './transitions.ts';
import { summaryOf } from './view.ts';

/** Gives the bot a conversation that is being given back, now that it has been rung. Returns the log's last entry. */
export async function completeHandBack(ports: Ports, last: LogEntry): Promise<LogEntry> {
  if (last.state.handingBack !== true) return last;
  let known = last;
  const entry = await change(
    ports,
    last.conversationId,
    (now) => {
      known = now ?? known;
      return known.state.handingBack === true ? handedBack(known.state) : undefined;
    },
    last,
  );
  if (entry === undefined) return known;
  await ports.conversations.put(summaryOf(entry));
  await publish(ports, entry);
  return entry;
}
