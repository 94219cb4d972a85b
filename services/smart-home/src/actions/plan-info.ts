import { choice, defineAction, done } from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { levels } from '../levels.ts';
import { actionsBetween, planChoice, planWords, roomWords } from '../plans.ts';
import { listed } from '../words.ts';

const planSchema = z.object({
  name: z.string(),
  title: z.string(),
  price: z.string(),
  current: z.boolean(),
  room: z.string(),
  support: z.string(),
  /** What it has beyond the customer's plan; of that plan itself, beyond the lowest. */
  adds: z.array(z.string()),
  /** What the customer's plan has beyond it. */
  lacks: z.array(z.string()),
});
const resultSchema = z.object({ plans: z.array(planSchema) });

export const planInfo = defineAction({
  name: 'plan_info',
  title: 'Plans',
  description: 'Says which plan this is, what each plan costs, and what it adds or takes away.',
  level: 'basic',
  effect: 'read',
  input: z.object({
    plan: choice(planChoice, {
      description: 'The plan asked about; leave out for all and the current one.',
    }).optional(),
  }),
  examples: [
    { say: 'what does {plan:premium} add?', input: {} },
    { say: 'what do I get with {plan:enterprise}?', input: {} },
    { say: 'how much is {plan:premium}?', input: {} },
    { say: 'what does {plan:enterprise} cost?', input: {} },
    { say: 'tell me about {plan:premium}', input: {} },
    { say: 'is {plan:premium} worth it?', input: {} },
    { say: 'what is in {plan:basic}?', input: {} },
    { say: 'does {plan:premium} have music?', input: {} },
    { say: 'does {plan:enterprise} include multi-room audio?', input: {} },
    { say: 'is multi-room in {plan:enterprise}?', input: {} },
    { say: 'which plan has music?', input: {} },
    { say: 'which plan includes multi-room audio?', input: {} },
    { say: 'what do I need for multi-room audio?', input: {} },
    { say: 'what would I lose with {plan:basic}?', input: {} },
    { say: 'what plan am I on?', input: {} },
    { say: 'which plan do I have?', input: {} },
    { say: "what's my current plan?", input: {} },
    { say: 'what plans are there?', input: {} },
    { say: 'which plans do you have?', input: {} },
    { say: 'show me the prices', input: {} },
    { say: 'how much do I pay?', input: {} },
    { say: 'which plan should I get?', input: {} },
    { say: 'what is not included in my plan?', input: {} },
    { say: 'compare the plans', input: {} },
    { say: 'how many devices can I have?', input: {} },
    { say: 'can I have more devices?', input: {} },
    { say: 'what is included in my plan?', input: {} },
    { say: 'can you explain the service levels?', input: {} },
  ],
  claims: [],
  receipt: (result) => resultSchema.parse(result).plans.map(planSentence).join(' '),
  run: ({ plan }, { customer, service }) => {
    const [lowest] = levels;
    const plans = levels
      .filter(({ name }) => plan === undefined || name === plan)
      .sort((a, b) => Number(b.name === customer.level) - Number(a.name === customer.level))
      .map((level) => ({
        name: level.name,
        title: level.title,
        price: level.price,
        current: level.name === customer.level,
        room: roomWords(level),
        support: `${level.priority} support`,
        adds: actionsBetween(
          service,
          level.name === customer.level ? lowest.name : customer.level,
          level.name,
        ),
        lacks: actionsBetween(service, level.name, customer.level),
      }));
    return Promise.resolve(done({ plans } satisfies z.infer<typeof resultSchema>));
  },
});

function planSentence(plan: z.infer<typeof planSchema>): string {
  const { adds, lacks, room, support } = plan;
  if (plan.current) return `You are on ${planWords(plan)}: ${listed([...adds, room, support])}.`;
  if (lacks.length > 0) return `${planWords(plan)} has ${room} and ${support}, without ${listed(lacks)}.`;
  return `${planWords(plan)} adds ${listed([...adds, room, support])}.`;
}
