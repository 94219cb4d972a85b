import { slots } from '@agentic-service-bot/bot/definition';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { smartHome } from './index.ts';

const actions = [...smartHome.actions.values()];

/** The table of the design: action, lowest level, effect, whether it needs approval. */
const TABLE = [
  ['device_status', 'basic', 'read', false],
  ['device_info', 'basic', 'read', false],
  ['device_power', 'basic', 'idempotent', false],
  ['volume_control', 'basic', 'by input', false],
  ['device_relocation', 'premium', 'idempotent', false],
  ['music_services', 'premium', 'by input', false],
  ['multi_room_audio', 'enterprise', 'idempotent', false],
  ['custom_actions', 'enterprise', 'idempotent', false],
  ['device_register', 'basic', 'idempotent', false],
  ['device_remove', 'basic', 'idempotent', true],
  ['plan_info', 'basic', 'read', false],
  ['change_plan', 'basic', 'once', true],
  ['request_human', 'basic', 'idempotent', false],
];

describe('the design’s table', () => {
  it('has these actions, at these levels, with these effects', () => {
    const rows = actions.map(({ name, level, effect, approval }) => [
      name,
      level,
      typeof effect === 'string' ? effect : 'by input',
      approval !== undefined,
    ]);
    expect(rows).toEqual(TABLE);
  });

  it.each([
    ['volume_control', { change: 'up' }, 'once'],
    ['volume_control', { change: 'down' }, 'once'],
    ['volume_control', { change: 'set', level: 40 }, 'idempotent'],
    ['volume_control', { change: 'mute' }, 'idempotent'],
    ['volume_control', { change: 'unmute' }, 'idempotent'],
    ['music_services', { operation: 'next' }, 'once'],
    ['music_services', { operation: 'previous' }, 'once'],
    ['music_services', { operation: 'play', music: 'jazz' }, 'idempotent'],
    ['music_services', { operation: 'pause' }, 'idempotent'],
    ['music_services', { operation: 'resume' }, 'idempotent'],
    ['music_services', { operation: 'stop' }, 'idempotent'],
  ])('%s with %j is %s', (name, input, effect) => {
    const action = smartHome.actions.get(name);
    expect(typeof action?.effect === 'function' ? action.effect(input) : action?.effect).toBe(effect);
  });

  it('says of every effect that may be `once` how it is found out about', () => {
    const once = actions.filter(({ effect }) => effect === 'once' || typeof effect === 'function');
    expect(once.filter(({ check }) => check === undefined)).toEqual([]);
  });

  it('has these plans', () => {
    expect(
      smartHome.levels.map(({ name, price, priority, limits }) => [
        name,
        price,
        priority,
        limits.get('devices'),
      ]),
    ).toEqual([
      ['basic', 'free', 'standard', 1],
      ['premium', '$9.99/month', 'priority', 3],
      ['enterprise', '$29.99/month', 'dedicated', 10],
    ]);
    expect(smartHome.defaultLevel).toBe('basic');
  });
});

describe('the examples', () => {
  const examples = actions.flatMap((action) => action.examples.map((example) => ({ action, example })));
  const marked = (say: string) => [...say.matchAll(/\{(\w+):([^{}]+)\}/gu)].map(([, field = '']) => field);

  it.each(actions.map(({ name, examples }) => [name, examples.length] as const))(
    'are several for %s',
    (name, count) => {
      expect(count).toBeGreaterThanOrEqual(name === 'request_human' ? 5 : 10);
    },
  );

  it.each(examples.map(({ action, example }) => [action.name, example.say, example, action] as const))(
    '%s: %s',
    (_, say, example, action) => {
      const fields = marked(say);
      expect(say.replaceAll(/\{\w+:[^{}]+\}/gu, '')).not.toMatch(/[{}]/u);
      for (const field of fields) expect(Object.keys(action.input.shape)).toContain(field);
      expect(fields.filter((field) => field in example.input)).toEqual([]);
      expect(z.strictObject(action.input.partial().shape).safeParse(example.input).error).toBeUndefined();
    },
  );

  it('are said once', () => {
    const said = examples.map(({ example }) => example.say.toLowerCase());
    expect(said.filter((say, index) => said.indexOf(say) !== index)).toEqual([]);
  });

  it('have a slot for each field that their words fill', () => {
    for (const { action, example } of examples) {
      for (const field of marked(example.say)) {
        const schema = action.input.shape[field];
        expect(
          slots.has(schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : (schema as z.ZodType)),
        ).toBe(true);
      }
    }
  });
});

describe('what a model and a customer are told', () => {
  it('has something to begin with', () => {
    expect(smartHome.suggestions.length).toBeGreaterThanOrEqual(4);
  });

  it('has a title and one sentence for each action', () => {
    for (const { title, description } of actions) {
      expect(title).toMatch(/^[A-Z]/u);
      expect(description).toMatch(/^[A-Z].*\.$/u);
    }
  });

  it('gives every input a JSON Schema', () => {
    for (const { input } of actions) expect(() => z.toJSONSchema(input)).not.toThrow();
  });
});
