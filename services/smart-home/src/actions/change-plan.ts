import {
  choice,
  defineAction,
  done,
  failed,
  type ActionContext,
  type BillingRecord,
} from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { DEVICE } from '../device.ts';
import { loadHome } from '../home.ts';
import { deviceLimit, levelNamed } from '../levels.ts';
import { actionsBetween, isHigher, planChoice, planWords, roomWords } from '../plans.ts';
import { counted, listed } from '../words.ts';

const EFFECT = 'plan';

const resultSchema = z.object({
  plan: z.string(),
  title: z.string(),
  price: z.string(),
  room: z.string(),
  /** How many of the home's devices the plan has no room for. */
  overLimit: z.int(),
  reference: z.string(),
  note: z.string(),
});

export const changePlan = defineAction({
  name: 'change_plan',
  title: 'Changing the plan',
  description: 'Changes the plan, up or down, through billing.',
  level: 'basic',
  effect: 'once',
  input: z.object({
    plan: choice(planChoice, {
      ask: 'Which plan would you like: Basic (free), Premium ($9.99/month) or Enterprise ($29.99/month)?',
    }),
  }),
  examples: [
    { say: 'upgrade me', input: {} },
    { say: 'I want to upgrade', input: {} },
    { say: 'upgrade me to {plan:premium}', input: {} },
    { say: 'upgrade to {plan:enterprise} please', input: {} },
    { say: 'I want {plan:premium}', input: {} },
    { say: "I'd like to switch to {plan:enterprise}", input: {} },
    { say: 'can I have {plan:premium}', input: {} },
    { say: 'go with {plan:premium}', input: {} },
    { say: 'buy {plan:premium}', input: {} },
    { say: 'subscribe to {plan:enterprise}', input: {} },
    { say: 'get me the {plan:premium} plan', input: {} },
    { say: 'change my plan to {plan:premium}', input: {} },
    { say: 'change my plan', input: {} },
    { say: 'put me on {plan:basic}', input: {} },
    { say: 'downgrade me to {plan:basic}', input: {} },
    { say: 'downgrade me', input: {} },
    { say: 'go back to {plan:basic}', input: {} },
    { say: 'cancel my subscription', input: { plan: 'basic' } },
    { say: 'cancel premium', input: { plan: 'basic' } },
    { say: 'I want the free plan', input: { plan: 'basic' } },
  ],
  claims: [
    'upgraded',
    'downgraded',
    'moved',
    'switched',
    'changed',
    'put',
    'set',
    'cancelled',
    'canceled',
    'subscribed',
    'plan is now',
    'now on basic',
    'now on premium',
    'now on enterprise',
    'welcome to premium',
    'welcome to enterprise',
  ],
  receipt: (result) => {
    const { title, price, room, overLimit, note } = resultSchema.parse(result);
    const over =
      overLimit === 0
        ? ''
        : ` ${counted(overLimit, 'device')} ${overLimit === 1 ? 'is' : 'are'} over its limit: listed still, but not usable.`;
    return `You are on the ${title} plan now (${price}), with ${room}.${over} ${note}`.trim();
  },
  authorize: ({ plan }, { customer }) =>
    Promise.resolve(plan === customer.level ? failed(alreadyOn(plan)) : undefined),
  approval: async ({ plan }, context) => {
    const { level } = context.customer;
    const to = levelNamed(plan);
    if (isHigher(plan, level))
      return `Change from ${levelNamed(level).title} to ${to.title} for ${to.price}?`;
    const lost = listed(actionsBetween(context.service, plan, level));
    const devices = (await loadHome(context)).length;
    const home = devices > deviceLimit(to) ? `, and with ${roomWords(to)} of your ${devices}` : '';
    return `Change from ${levelNamed(level).title} to ${planWords(to)}, without ${lost}${home}?`;
  },
  run: async ({ plan }, context) => {
    if (plan === context.customer.level) return failed(alreadyOn(plan));
    return finish(await context.billing.changePlan(plan, EFFECT), context);
  },
  check: async (_, context) => {
    const record = await context.billing.find(EFFECT);
    return record === undefined ? 'not-done' : finish(record, context);
  },
});

const alreadyOn = (plan: string): string =>
  `This home is on ${planWords(levelNamed(plan))} already. Nothing was changed.`;

/** Gives the customer what billing has on record for them. */
async function finish(record: BillingRecord, context: ActionContext) {
  await context.changeLevel(record.level);
  const level = levelNamed(record.level);
  const devices = (await context.objects.list(DEVICE)).length;
  return done({
    plan: level.name,
    title: level.title,
    price: level.price,
    room: roomWords(level),
    overLimit: Math.max(0, devices - deviceLimit(level)),
    reference: record.reference,
    note: record.note,
  } satisfies z.infer<typeof resultSchema>);
}
