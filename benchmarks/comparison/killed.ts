import { confirmation, request } from './dialogue.ts';
import { Effects } from './effects.ts';
import type { Running, Stack } from './stack.ts';

const KILLED_AT = 2;
const CONVERSATION = 'killed';

/** What became of a message whose process was killed right after the action's effect. */
export interface Killed {
  /** How often the effect is there once the stack has gone on: 1 is right. */
  readonly effects: number;
  /** What the customer was told without asking again; undefined where the stack offers no way to go on. */
  readonly said: string | undefined;
  readonly isPersonCalled: boolean;
  /** The same when a customer who was told nothing has asked again. */
  readonly effectsAskedAgain: number;
  /** Whether the next message is answered, or a provider refuses the history that the death has left. */
  readonly goesOn: boolean;
}

/** @param checked for this bot: whether its action can be asked if it happened */
export async function killed(stack: Stack, folder: string, checked: boolean): Promise<Killed> {
  const effects = new Effects(folder);
  await die(await stack.start({ folder, checked, diesAfter: KILLED_AT }), effects);
  const running = await stack.start({ folder, checked });
  try {
    const said = (await running.resume(CONVERSATION)) || undefined;
    const afterwards = effects.count(KILLED_AT);
    if (said === undefined) await answered(running, KILLED_AT);
    const effectsAskedAgain = effects.count(KILLED_AT);
    const goesOn = await answered(running, KILLED_AT + 1);
    const isPersonCalled = running.isPersonCalled();
    return { effects: afterwards, said, isPersonCalled, effectsAskedAgain, goesOn };
  } finally {
    await running.process.stop();
  }
}

async function die(running: Running, effects: Effects): Promise<void> {
  if (!(await answered(running, KILLED_AT - 1))) throw new Error('It does not play the dialogue.');
  await running.say(CONVERSATION, request(KILLED_AT)).catch(() => undefined);
  const signal = await running.process.ended();
  if (signal !== 'SIGKILL' || effects.count(KILLED_AT) !== 1)
    throw new Error(
      `It was to be killed after one effect: ${signal ?? 'no signal'}, ${effects.count(KILLED_AT)} effects.`,
    );
}

async function answered(running: Running, parcel: number): Promise<boolean> {
  const said = await running.say(CONVERSATION, request(parcel)).catch((error: unknown) => String(error));
  return said === confirmation(parcel);
}
