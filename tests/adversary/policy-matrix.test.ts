import type { AnyAction, JsonObject, ServiceDefinition } from '@agentic-service-bot/bot/definition';
import { inOrder, scriptedModel } from '@agentic-service-bot/bot/testing';
import { smartHome } from '@agentic-service-bot/smart-home';
import { afterAll, expect, test } from 'vitest';
import { report } from './support/effort.ts';
import { Town } from './support/town.ts';

/**
 * What each action is to each service level, by each way in. Every cell is tried on a running bot.
 *
 * - `chat`: the model calls it. `asks`: nothing happens before the customer's yes.
 * - `yes`: the action is made to ask, if it does not; the customer is asked on Enterprise, is put on this level, and says yes.
 * - `routine`: it stands in a routine, which was set up before and fires on this level.
 * - `operator`: somebody of customer service writes it, approves it, and says it to the customer.
 */
const TABLE = `
                  | basic                           | premium                         | enterprise
                  | chat   yes    routine operator  | chat   yes    routine operator  | chat   yes    routine operator
device_status     | done   done   denied  forbidden | done   done   denied  forbidden | done   done   done    forbidden
device_info       | done   done   denied  forbidden | done   done   denied  forbidden | done   done   done    forbidden
device_power      | done   done   denied  forbidden | done   done   denied  forbidden | done   done   done    forbidden
volume_control    | done   done   denied  forbidden | done   done   denied  forbidden | done   done   done    forbidden
device_register   | done   done   denied  forbidden | done   done   denied  forbidden | done   done   done    forbidden
device_remove     | asks   done   denied  forbidden | asks   done   denied  forbidden | asks   done   denied  forbidden
plan_info         | done   done   denied  forbidden | done   done   denied  forbidden | done   done   done    forbidden
change_plan       | asks   done   denied  forbidden | asks   done   denied  forbidden | asks   done   denied  forbidden
request_human     | done   done   denied  forbidden | done   done   denied  forbidden | done   done   done    forbidden
device_relocation | denied denied denied  forbidden | done   done   denied  forbidden | done   done   done    forbidden
music_services    | denied denied denied  forbidden | done   done   denied  forbidden | done   done   done    forbidden
multi_room_audio  | denied denied denied  forbidden | denied denied denied  forbidden | done   done   done    forbidden
custom_actions    | denied denied denied  forbidden | denied denied denied  forbidden | done   done   done    forbidden
no_such_action    | failed –      failed  forbidden | failed –      failed  forbidden | failed –      failed  forbidden
`;
const LEVELS = ['basic', 'premium', 'enterprise'] as const;
type Level = (typeof LEVELS)[number];
const WAYS = ['chat', 'yes', 'routine', 'operator'] as const;
type Way = (typeof WAYS)[number];

const inputOf = (action: string, level: Level): Record<string, unknown> => {
  const inputs: Record<string, Record<string, unknown>> = {
    device_power: { devices: ['speaker'], state: 'off' },
    volume_control: { change: 'up', devices: ['speaker'] },
    device_register: { type: 'light', room: 'attic' },
    device_remove: { device: 'speaker' },
    change_plan: { plan: level === 'premium' ? 'basic' : 'premium' },
    device_relocation: { devices: ['speaker'], room: 'attic' },
    music_services: { operation: 'play', music: 'jazz', devices: ['speaker'] },
    multi_room_audio: { music: 'jazz' },
    custom_actions: {
      operation: 'create',
      when: { at: '08:00', days: ['monday'] },
      calls: [{ action: 'device_info', input: {} }],
    },
  };
  return inputs[action] ?? {};
};

const READS = new Set(['device_status', 'device_info', 'plan_info', 'request_human']);
const DEVICES: Record<Level, number> = { basic: 1, premium: 2, enterprise: 3 };
const state = { on: true, volume: 20, muted: false, music: null };

/** The smart home, asking before that action. */
function asking(name: string): ServiceDefinition {
  const action = smartHome.actions.get(name);
  if (action === undefined) return smartHome;
  const asks: AnyAction = { ...action, approval: () => Promise.resolve('Really?') };
  return { ...smartHome, actions: new Map([...smartHome.actions, [name, asks]]) };
}

/** A customer of that level with a home that the level has room for, a routine that does it, and an operator. */
async function open(action: string, level: Level, way: Way) {
  const call = { call: action, input: inputOf(action, level) };
  const model = scriptedModel(inOrder([call], [{ text: 'Well.' }]));
  const town = new Town({ service: way === 'yes' ? asking(action) : smartHome, models: [model] });
  const { ports } = town;
  const put = (on: Level) => ports.customers.put({ id: 'ann', name: 'Ann', level: on, timeZone: 'UTC' });
  await put(way === 'yes' ? 'enterprise' : level);
  const ids = action === 'device_register' ? [] : ['speaker', 'display', 'second'].slice(0, DEVICES[level]);
  for (const id of ids) {
    const type = id === 'display' ? 'display' : 'speaker';
    await ports.objects.write('ann', 'device', id, 0, { name: id, room: 'hall', type, state }, ports.now());
  }
  const routine = {
    name: 'It',
    when: { at: '07:00', days: ['monday'] },
    calls: [{ action, input: inputOf(action, level) }],
  };
  await ports.objects.write(
    'ann',
    'routine',
    'it',
    0,
    JSON.parse(JSON.stringify(routine)) as JsonObject,
    ports.now(),
  );
  const timer = {
    customerId: 'ann',
    id: 'it',
    conversationId: 'none',
    schedule: { at: '07:00', days: ['monday' as const] },
    timeZone: 'UTC',
  };
  await ports.scheduler.set(timer);
  const ann = await town.person('ann');
  const operator = await town.person('eve', 'operator');
  const say = async (text: string) => {
    const accepted = await ann.ask({ action: 'sendMessage', text });
    if (accepted.type !== 'accepted') throw new Error(`A message was answered with ${accepted.type}.`);
    return accepted.conversationId;
  };
  return { town, model, put, timer, ann, operator, say };
}

/** Tries a cell; returns what it is. Throws where what was changed is not what that says. */
async function cell(action: string, level: Level, way: Way): Promise<string> {
  const { town, model, put, timer, ann, operator, say } = await open(action, level, way);
  const last = () =>
    town.ports.ledger.records.filter((record) => record.action === action).at(-1)?.outcome?.status;
  let before = await town.estate('ann');
  let result: string;
  switch (way) {
    case 'chat': {
      const conversationId = await say('Please do.');
      await town.settle();
      const asked = town.entries(conversationId).at(-1)?.state.approval?.action === action;
      result = asked ? 'asks' : String(last());
      break;
    }
    case 'yes': {
      const conversationId = await say('Please do.');
      await town.settle();
      const approval = town.entries(conversationId).at(-1)?.state.approval;
      if (approval === undefined) return '–';
      await put(level);
      before = await town.estate('ann');
      await ann.ask({ action: 'approve', conversationId, approvalId: approval.id, approved: true });
      await town.settle();
      result = String(last());
      break;
    }
    case 'routine': {
      await town.bot.fire(timer, town.clock.now());
      await town.settle();
      result = String(last());
      break;
    }
    case 'operator': {
      const conversationId = await say('Hello.');
      const approve = { action: 'approve', conversationId, approvalId: 'any', approved: true };
      const answers = [
        await operator.ask({ action: 'sendMessage', conversationId, text: `Do ${action}.` }),
        await operator.ask(approve),
        await operator.ask({ action: 'cancel', conversationId }),
      ];
      await operator.ask({ action: 'takeOver', conversationId });
      await operator.ask({ action: 'reply', conversationId, text: `Do ${action}.` });
      await town.settle();
      if (model.asked.length > 0 || last() !== undefined) throw new Error('The bot has heard an operator.');
      result = [
        ...new Set(answers.map((answer) => (answer.type === 'error' ? answer.code : answer.type))),
      ].join();
      break;
    }
  }
  const changed = JSON.stringify(await town.estate('ann')) !== JSON.stringify(before);
  expect(changed, `${action} on ${level} by ${way} is ${result}`).toBe(
    result === 'done' && !READS.has(action),
  );
  return result;
}

const rows = TABLE.trim().split('\n').slice(2);
let cells = 0;

test('the table has a row for each action, and one for what is none', () => {
  const names = rows.map((row) => row.split('|')[0]?.trim());
  expect(new Set(names)).toEqual(new Set([...smartHome.actions.keys(), 'no_such_action']));
});

test.each(rows.map((row) => [row.split('|')[0]?.trim() ?? '', row] as const))('%s', async (action, row) => {
  const columns: string[] = [];
  for (const level of LEVELS) {
    const found: string[] = [];
    for (const way of WAYS) {
      found.push(await cell(action, level, way));
      cells++;
    }
    const [chat = '', yes = '', routine = '', operator = ''] = found;
    columns.push(` ${chat.padEnd(6)} ${yes.padEnd(6)} ${routine.padEnd(7)} ${operator.padEnd(9)} `);
  }
  expect(`${action.padEnd(17)} |${columns.join('|')}`.trimEnd()).toBe(row.trimEnd());
});

afterAll(() => report('the policy matrix', { cells }));
