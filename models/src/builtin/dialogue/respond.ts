import type { Nameable } from '@agentic-service-bot/bot/definition';
import { withoutCourtesies } from '../language/politeness.ts';
import { written, type Token } from '../language/token.ts';
import { isComplete, type Draft } from '../parse/draft.ts';
import type { Scene } from '../parse/scene.ts';
import { understand, wordsOf, type Item } from '../parse/understand.ts';
import { readReference } from '../slots/reference.ts';
import { labelOf } from '../slots/world.ts';
import { listed } from '../words/lists.ts';
import { suggestion } from '../words/talk.ts';
import { answered } from './answer.ts';
import { followUp } from './follow-up.ts';
import { bareDraft, objectsOf, type Memory } from './memory.ts';
import { plan, type Plan } from './plan.ts';
import { smallTalkOf } from './small-talk.ts';
import { talk } from './talk.ts';

/** Calls of one message beyond these are left out: no customer means so many. */
const MOST_CALLS = 10;
/** A request this sure is one, even where a question is open. */
const SURE = 0.75;

/** Decides what to do about what the customer wrote, given what was said before. */
export function respond(texts: readonly string[], memory: Memory, scene: Scene): Plan {
  const text = texts.join('\n');
  const tokens = wordsOf(text, scene);
  if (tokens.length === 0)
    return plan({ words: [suggestion(scene.grammar.service, scene.context.customer.level)] });
  const kind = smallTalkOf(tokens) ?? smallTalkOf(withoutCourtesies(tokens).tokens);
  if (memory.offer !== undefined && kind === 'yes') return ready([memory.offer]);
  if ((memory.offer !== undefined || memory.open.length > 0) && kind === 'no')
    return plan({ words: ['All right, I leave it as it is.'] });

  const focus =
    memory.open.length > 0 ? [...objectsOf(memory.open, scene.world), ...memory.focus] : memory.focus;
  const here: Scene = { ...scene, focus };
  const items = kind === undefined || kind === 'yes' || kind === 'no' ? understand(text, tokens, here) : [];
  const sure = items.some(
    (item) => item.kind === 'negated' || (item.kind === 'request' && item.confidence >= SURE),
  );
  const [asked, ...others] = memory.open;
  if (asked !== undefined && !sure) {
    const answer = answered(text, tokens, asked, here);
    if (answer !== undefined) return ready([answer, ...others]);
  }
  if (items.some((item) => item.kind !== 'unread')) return fromItems(text, items, here);
  if (kind !== undefined) return talk(kind, scene);
  if (memory.last !== undefined) {
    const again = followUp(text, tokens, memory.last, here);
    if (again !== undefined) return ready([again]);
  }
  return lost(tokens, memory, here);
}

/** Calls what is complete; the rest is asked about. */
function ready(drafts: readonly Draft[], words: readonly string[] = []): Plan {
  const complete = drafts.filter(isComplete).slice(0, MOST_CALLS);
  return plan({ ready: complete, open: drafts.filter((draft) => !isComplete(draft)), words });
}

function fromItems(text: string, items: readonly Item[], scene: Scene): Plan {
  const drafts = items.flatMap((item) => (item.kind === 'request' ? [item.draft] : []));
  const words: string[] = [];
  if (items.some(({ kind }) => kind === 'negated')) {
    words.push(drafts.length > 0 ? 'The rest I leave as it is.' : 'All right, I leave that as it is.');
    if (drafts.length === 0) words.push('Is there something else that I can do?');
  }
  for (const item of items) {
    if (item.kind !== 'unread' || smallTalkOf(withoutCourtesies(item.tokens).tokens) !== undefined) continue;
    words.push(`I did not understand “${written(text, item.tokens)}”.`);
  }
  void scene;
  return ready(drafts, words);
}

/** Nothing was understood: says what is possible, asks about what was mentioned, and offers a person in the end. */
function lost(tokens: readonly Token[], memory: Memory, scene: Scene): Plan {
  const { grammar, context } = scene;
  const mentioned = mentionedIn(tokens, scene);
  const person = memory.lost > 0 ? bareDraft(grammar, 'request_human', {}, scene) : undefined;
  if (person !== undefined) {
    const words = ['I am sorry, I still do not understand.', 'Would you like to talk to a person?'];
    return plan({ words, offer: person, open: memory.open, lost: true, mentioned });
  }
  if (memory.open.length > 0)
    return plan({ words: ['I am sorry, I did not get that.'], open: memory.open, lost: true });
  if (mentioned.length > 0 && mentioned.length <= 3 && tokens.length <= 5) {
    const labels = mentioned.map((object) =>
      labelOf(
        object,
        scene.world.things.map((thing) => thing.object),
      ),
    );
    return plan({ words: [`What would you like me to do with ${listed(labels)}?`], lost: true, mentioned });
  }
  const words = [
    'I am sorry, that is something I can’t help with.',
    suggestion(grammar.service, context.customer.level),
  ];
  return plan({ words, lost: true, mentioned });
}

/** The objects that some run of the message names. */
function mentionedIn(tokens: readonly Token[], { world }: Scene): readonly Nameable[] {
  const kinds = new Set(world.things.map(({ object }) => object.kind));
  for (let length = Math.min(tokens.length, 6); length > 0; length -= 1) {
    for (let start = 0; start + length <= tokens.length; start += 1) {
      for (const kind of kinds) {
        const read = readReference(
          tokens.slice(start, start + length),
          { type: 'object', kind, many: true, types: [] },
          world,
        );
        if (read?.reference.status === 'found' && !read.reference.all) return read.reference.objects;
      }
    }
  }
  return [];
}
