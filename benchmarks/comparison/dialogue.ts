/** The dialogue that every stack plays: a customer asks for a parcel to be sent, the model calls the action, then says so. */

export const INSTRUCTIONS = 'You are the assistant of a parcel service. Be brief.';
/** Who speaks, where a stack wants to know. */
export const CUSTOMER = 'customer';
export const ACTION = 'send_parcel';
export const ACTION_DESCRIPTION = 'Sends a parcel. A parcel that was sent can not be called back.';
/** What the action returns. */
export const SENT = { status: 'sent' };

export const request = (parcel: number): string => `Please send parcel ${parcel}.`;
export const confirmation = (parcel: number): string => `Parcel ${parcel} is on its way.`;

export interface Call {
  readonly id: string;
  readonly parcel: number;
}

/** One message of what a model is asked, whichever way its stack writes it. */
export type Line =
  | { readonly role: 'system' | 'user'; readonly text: string }
  | { readonly role: 'assistant'; readonly text: string; readonly calls: readonly Call[] }
  | { readonly role: 'result'; readonly id: string; readonly output: string };

export type Answer = { readonly text: string } | { readonly call: Call };

/** A model's provider refuses the history it is sent, as all of them do when a call has no result. */
export class HistoryRefused extends Error {
  constructor(id: string) {
    super(`400: the call ${id} and its result don't stand together.`);
  }
}

/** The model of every stack: says the same for the same history, and counts what it was sent. */
export class Model {
  /** Characters of the last history: words, inputs and results of calls. Definitions of tools are not counted. */
  characters = 0;
  #calls = 0;

  /** @throws HistoryRefused */
  answer(history: readonly Line[]): Answer {
    refuseLooseCalls(history);
    this.characters = history.map(charactersOf).reduce((sum, count) => sum + count, 0);
    const asked = history.findLastIndex(({ role }) => role === 'user');
    const line = history[asked];
    const parcel = line?.role === 'user' ? /parcel (\d+)/u.exec(line.text)?.[1] : undefined;
    if (parcel === undefined) return { text: 'Which parcel?' };
    const result = history.slice(asked).findLast(({ role }) => role === 'result');
    if (result?.role !== 'result')
      return { call: { id: `call_${process.pid}_${++this.#calls}`, parcel: Number(parcel) } };
    const isSent = result.output.includes(SENT.status);
    return { text: isSent ? confirmation(Number(parcel)) : 'I could not find out whether it was sent.' };
  }
}

function charactersOf(line: Line): number {
  if (line.role === 'result') return line.output.length;
  if (line.role !== 'assistant') return line.text.length;
  return (
    line.text.length +
    line.calls.map(({ parcel }) => JSON.stringify({ parcel }).length).reduce((a, b) => a + b, 0)
  );
}

/** Providers want the results of a message's calls right behind it, each once. */
function refuseLooseCalls(history: readonly Line[]): void {
  const open = new Set<string>();
  for (const line of history) {
    if (line.role === 'result') {
      if (!open.delete(line.id)) throw new HistoryRefused(line.id);
      continue;
    }
    for (const id of open) throw new HistoryRefused(id);
    if (line.role === 'assistant') for (const { id } of line.calls) open.add(id);
  }
  for (const id of open) throw new HistoryRefused(id);
}
