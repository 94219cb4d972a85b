import * as z from 'zod';
import {
  choice,
  defineAction,
  defineService,
  denied,
  done,
  failed,
  objectId,
  type ServiceDefinition,
  type TimerPlan,
} from '../definition/index.ts';

/** What a test can make the lamp do. */
export interface Lamp {
  /** Called while an action runs, with its name. */
  onRun: (action: string) => void | Promise<void>;
  plan: TimerPlan | undefined;
}

const level = (name: string, price: string) =>
  ({
    name,
    title: `The ${name}`,
    price,
    limits: new Map([['lamps', 1]]),
    tokensPerDay: 200_000,
  }) as const;

const power = z.object({ power: z.string() });

/** A service as small as can be that has an action of every kind. */
export function lampService(): { service: ServiceDefinition; lamp: Lamp } {
  const lamp: Lamp = { onRun: () => undefined, plan: undefined };
  const base = {
    level: 'basic',
    input: z.object({}),
    examples: [{ say: 'do it', input: {} }],
    claims: [] as string[],
  };
  const service = defineService({
    name: 'lamp',
    version: '7',
    title: 'Lamps',
    levels: [
      { ...level('basic', 'free'), priority: 'standard' },
      { ...level('premium', '$1'), priority: 'priority' },
    ],
    defaultLevel: 'basic',
    instructions: 'You serve lamps.',
    nameables: async ({ objects }) =>
      (await objects.list('lamp')).map(({ id }) => ({
        kind: 'lamp',
        id,
        name: id,
        type: 'lamp',
        group: 'hall',
        summary: 'on',
      })),
    timer: () => Promise.resolve(lamp.plan),
    actions: [
      defineAction({
        ...base,
        name: 'look',
        title: 'Look',
        description: 'Looks at the lamp.',
        effect: 'read',
        receipt: () => 'The lamp is there.',
        run: async () => {
          await lamp.onRun('look');
          return done({ there: true });
        },
      }),
      defineAction({
        ...base,
        name: 'power',
        title: 'Switch',
        description: 'Switches the lamp.',
        effect: 'idempotent',
        input: z.object({ power: choice({ on: ['on'], off: ['off'] }), lamp: objectId('lamp').optional() }),
        claims: ['turned off', 'turned on'],
        receipt: (result) => `The lamp is ${power.parse(result).power}.`,
        authorize: (input) => Promise.resolve(input.lamp === 'fuse' ? denied('The fuse stays.') : undefined),
        run: async (input, { objects }) => {
          await lamp.onRun('power');
          const found = await objects.get('lamp', 'hall');
          await objects.write('lamp', 'hall', found?.version ?? 0, { power: input.power });
          return done({ power: input.power });
        },
      }),
      defineAction({
        ...base,
        name: 'brighter',
        title: 'Brighter',
        description: 'Makes the lamp one step brighter.',
        effect: () => 'once',
        claims: ['made brighter'],
        receipt: () => 'It is brighter.',
        run: async (_, { objects }) => {
          const found = await objects.get('light', 'hall');
          const data = { steps: Number(found?.data['steps'] ?? 0) + 1 };
          await objects.write('light', 'hall', found?.version ?? 0, data, 'brighter');
          await lamp.onRun('brighter');
          return done(data);
        },
        check: async (_, { objects }) =>
          (await objects.applied('brighter')) ? done({ steps: 1 }) : 'not-done',
      }),
      defineAction({
        ...base,
        name: 'shout',
        title: 'Shout',
        description: 'Shouts, which nobody can take back or check.',
        effect: 'once',
        receipt: () => 'I shouted.',
        run: async () => {
          await lamp.onRun('shout');
          return done({});
        },
      }),
      defineAction({
        ...base,
        name: 'remove',
        title: 'Remove the lamp',
        description: 'Removes the lamp.',
        effect: 'idempotent',
        input: z.object({ name: z.string().optional() }),
        claims: ['removed'],
        receipt: () => 'It is removed.',
        approval: () => Promise.resolve('Remove the lamp?'),
        run: async () => {
          await lamp.onRun('remove');
          return done({ removed: true });
        },
      }),
      defineAction({
        ...base,
        name: 'jazz',
        title: 'Play jazz',
        description: 'Plays jazz.',
        level: 'premium',
        effect: 'idempotent',
        receipt: () => 'Jazz it is.',
        run: async () => {
          await lamp.onRun('jazz');
          return failed('There is no band.');
        },
      }),
      defineAction({
        ...base,
        name: 'upgrade',
        title: 'Upgrade',
        description: 'Puts the customer on premium.',
        effect: 'once',
        receipt: () => 'Welcome to premium.',
        run: async (_, { billing, changeLevel, id, timers, customer }) => {
          await lamp.onRun('upgrade');
          const { reference } = await billing.changePlan('premium', 'plan');
          await changeLevel('premium');
          await timers.set(id('timer'), { at: '07:00', days: ['monday'] });
          await timers.cancel('none');
          return done({ reference, from: customer.level });
        },
        check: async (_, { billing }) => ((await billing.find('plan')) === undefined ? 'not-done' : done({})),
      }),
    ],
  });
  return { service, lamp };
}
