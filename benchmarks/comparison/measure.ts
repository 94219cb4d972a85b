import { sizeOf } from './size-of.ts';
import { confirmation, request } from './dialogue.ts';
import type { Running, Stack } from './stack.ts';

/** Messages of the measured conversation. Message 500 has as many around it as message 10. */
const MESSAGES = 510;
/** In another conversation, before the measured one: what a process does for the first time is not what is asked about. */
const WARM_UP = 20;

/** One run of a stack: one process, one long conversation. */
export interface Measured {
  readonly readyMs: number;
  /** Of each turn, from the message to the end of the reply, milliseconds. */
  readonly turnMs: readonly number[];
  /** Characters of the history that the model was sent last in each turn. */
  readonly characters: readonly number[];
  /** Resident, of the process at the end, bytes. */
  readonly memory: number;
  /** What it has stored at the end, bytes. */
  readonly stored: number;
}

/** @throws Error if the stack does not play the dialogue as it is. */
export async function measure(stack: Stack, folder: string, messages = MESSAGES): Promise<Measured> {
  const running = await stack.start({ folder });
  try {
    for (let parcel = 1; parcel <= WARM_UP; parcel++) await turn(running, 'warm-up', parcel);
    const turnMs: number[] = [];
    const characters: number[] = [];
    for (let parcel = 1; parcel <= messages; parcel++) {
      turnMs.push(await turn(running, 'measured', parcel));
      characters.push(Number(await running.process.tell({ do: 'characters' })));
    }
    const memory = Number(await running.process.tell({ do: 'memory' }));
    return { readyMs: running.process.readyMs, turnMs, characters, memory, stored: await sizeOf(folder) };
  } finally {
    await running.process.stop();
  }
}

async function turn(running: Running, conversation: string, parcel: number): Promise<number> {
  const begun = performance.now();
  const said = await running.say(conversation, request(parcel));
  const ms = performance.now() - begun;
  if (said !== confirmation(parcel)) throw new Error(`Asked for parcel ${parcel} it said: ${said}`);
  await running.pause();
  return ms;
}
