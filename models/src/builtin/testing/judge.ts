import { REQUEST_HUMAN, type ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { smartHome } from '@agentic-service-bot/smart-home';
import { builtinModel } from '../model.ts';
import { Conversation, type Answered } from './conversation.ts';
import type { Dialogue, Expected, Labelled } from './expected.ts';

const model = builtinModel(smartHome);

/** A message with what it came to. */
export interface Judged {
  readonly say: string;
  readonly right: boolean;
  /** What was wanted, and what came. */
  readonly report: string;
}

/** A conversation with one of the demo customers. */
export function conversationOf(id: string): Conversation {
  const customer = smartHome.demo.customers.find((each) => each.id === id);
  if (customer === undefined) throw new Error(`There is no demo customer ${id}.`);
  return new Conversation(model, smartHome, customer, customer.objects);
}

/** Says each message as the first of a conversation. */
export async function judgeAll(
  cases: readonly Labelled[],
  conversation = (): Conversation => conversationOf('cust_003'),
): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const [say, expected] of cases) {
    const one = conversation();
    judged.push(judge(say, expected, await one.say(say), one.service));
  }
  return judged;
}

/** Goes through a conversation. */
export async function judgeDialogue({ customer, turns }: Dialogue): Promise<Judged[]> {
  const conversation = conversationOf(customer);
  const judged: Judged[] = [];
  for (const [say, expected] of turns)
    judged.push(judge(say, expected, await conversation.say(say), conversation.service));
  return judged;
}

/** A number of right ones as a share, in per cent, to one place. */
export const percent = (judged: readonly Judged[]): number =>
  Math.round((1000 * judged.filter(({ right }) => right).length) / judged.length) / 10;

function judge(
  say: string,
  expected: Expected,
  { calls, text }: Answered,
  { actions }: ServiceDefinition,
): Judged {
  const made = calls.map(({ name, input }) => ({ action: name, input }));
  const reads = made.every(({ action }) => actions.get(action)?.effect === 'read');
  return {
    say,
    right: isRight(),
    report: `“${say}”: wanted ${expected instanceof RegExp ? String(expected) : JSON.stringify(expected)}, got ${JSON.stringify(made)} “${text}”`,
  };

  function isRight(): boolean {
    if (expected instanceof RegExp) return made.length === 0 && expected.test(text);
    switch (expected) {
      case 'question':
        return made.length === 0 && text.includes('?');
      case 'words':
        return made.length === 0;
      case 'safe':
        return reads;
      case 'read':
        return reads && made.length > 0;
      case 'person':
        return made.length === 1 && made[0]?.action === REQUEST_HUMAN;
      default:
        return canonical(made) === canonical(expected);
    }
  }
}

/** As text, in which the order of keys and of an input's lists does not show. */
function canonical(value: unknown, inList = false): string {
  if (Array.isArray(value)) {
    const parts = value.map((each) => canonical(each, true));
    return `[${(inList || !isCalls(value) ? parts.sort() : parts).join()}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => `${key}:${canonical(each)}`);
  return `{${entries.sort().join()}}`;
}

/** Calls come in order. */
const isCalls = (list: readonly unknown[]): boolean =>
  list.some((each) => typeof each === 'object' && each !== null && 'action' in each);
