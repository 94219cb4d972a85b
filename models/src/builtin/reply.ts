import type { BuiltinContext } from './context.ts';
import { nothing, remember, type Memory } from './dialogue/memory.ts';
import { offerAfter } from './dialogue/offer.ts';
import { plan, type Plan } from './dialogue/plan.ts';
import { respond } from './dialogue/respond.ts';
import type { Turn } from './dialogue/transcript.ts';
import type { Grammar } from './grammar/grammar.ts';
import { firstGap, type Draft } from './parse/draft.ts';
import type { Scene } from './parse/scene.ts';
import { worldOf } from './slots/world.ts';
import { outcomeWords } from './words/outcome.ts';
import { questionOf } from './words/question.ts';
import { suggestion } from './words/talk.ts';

/** What the model says: words, or calls to make first. */
export interface Reply {
  readonly text: string;
  readonly calls: readonly { readonly name: string; readonly input: Draft['input'] }[];
}

/** How many earlier turns are gone through: what lies further back is no longer spoken of. */
const TURNS = 8;

/** The next message of the model, given the conversation, and the names of the actions that it may call. */
export function replyTo(
  turns: readonly Turn[],
  context: BuiltinContext,
  grammar: Grammar,
  offered: ReadonlySet<string>,
): Reply {
  const scene: Scene = { grammar, world: worldOf(context.objects, grammar), context, focus: [] };
  const current = turns.at(-1) ?? { texts: [], calls: [], said: '' };
  const memory = memoryOf(turns.slice(-TURNS, -1), scene);
  const now = planned(current, memory, scene);
  if (current.calls.length === 0) {
    const calls = now.ready.filter(({ action }) => offered.has(action.action.name));
    if (calls.length > 0)
      return { text: '', calls: calls.map(({ action, input }) => ({ name: action.action.name, input })) };
  }
  return { text: wordsFor(current, now, memory, scene), calls: [] };
}

/** What the turns before have left, by grammar: a turn's next message goes through the same ones, which takes most of its time. */
const memories = new WeakMap<Grammar, { readonly key: string; readonly memory: Memory }>();

function memoryOf(turns: readonly Turn[], scene: Scene): Memory {
  const key = JSON.stringify([turns, scene.context]);
  const known = memories.get(scene.grammar);
  if (known?.key === key) return known.memory;
  let memory = nothing;
  for (const turn of turns) memory = remember(memory, turn, planned(turn, memory, scene), scene);
  memories.set(scene.grammar, { key, memory });
  return memory;
}

/** What was planned for a turn. What came of it says more than what would be planned now, when things may have changed. */
function planned(turn: Turn, memory: Memory, scene: Scene): Plan {
  const now = respond(turn.texts, memory, { ...scene, focus: memory.focus });
  const names = (calls: readonly string[]) => calls.join();
  const asMade =
    turn.calls.length === 0 ||
    names(turn.calls.map(({ action }) => action)) ===
      names(now.ready.map(({ action }) => action.action.name));
  return asMade ? now : plan({});
}

/** What became of the calls, what else there is to say, and what to ask. */
function wordsFor(turn: Turn, now: Plan, memory: Memory, scene: Scene): string {
  const { service } = scene.grammar;
  const { level } = scene.context.customer;
  const said = turn.calls.map((call) => outcomeWords(call, service, level));
  said.push(...now.words);
  if (turn.calls.length === 0 && now.ready.length > 0)
    said.push('I have to stop here for now. Tell me if I should go on.');
  const [open] = now.open;
  const gap = open === undefined ? undefined : firstGap(open);
  const offer = now.offer ?? offerAfter(turn.calls, memory.refused, scene);
  if (gap !== undefined) said.push(questionOf(gap.gap, scene));
  else if (offer !== undefined) said.push(offer.words);
  const text = [...new Set(said)].join(said.some((words) => words.includes('\n')) ? '\n' : ' ').trim();
  return text === '' ? suggestion(service, level) : text;
}
