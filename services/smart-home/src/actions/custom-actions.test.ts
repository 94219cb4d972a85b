import type { JsonObject } from '@agentic-service-bot/bot/definition';
import { describe, expect, it } from 'vitest';
import { routine } from '../demo/build.ts';
import { fourDevices } from '../testing/homes.ts';
import { TestHome } from '../testing/test-home.ts';

const everyDay = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const lightOn = { action: 'device_power', input: { devices: ['hall'], state: 'on' } };
const creating = (more: JsonObject = {}): JsonObject => ({
  operation: 'create',
  when: { at: '07:00', days: everyDay },
  calls: [lightOn],
  ...more,
});
const stored = (id: string, name: string, at = '19:00') =>
  routine(id, { name, when: { at, days: ['monday'] }, calls: [lightOn] });
const home = (...routines: ReturnType<typeof stored>[]) =>
  new TestHome({ objects: [...fourDevices, ...routines] });

describe('creating a routine', () => {
  it('stores it, sets its timer and says it back', async () => {
    const test = home();
    expect(await test.say('custom_actions', creating())).toBe(
      '“Morning routine” is set: every day at 07:00, turn on the hall light.',
    );
    expect(test.data('routine', 'routine-call')).toMatchObject({ name: 'Morning routine', calls: [lightOn] });
    expect(test.timers.get('routine-call')).toEqual({ at: '07:00', days: everyDay });
  });

  it.each([
    ['04:59', 'Night routine'],
    ['05:00', 'Morning routine'],
    ['12:00', 'Afternoon routine'],
    ['17:30', 'Evening routine'],
    ['23:00', 'Night routine'],
  ])('at %s, without a name, calls it %s', async (at, name) => {
    expect(await home().say('custom_actions', creating({ when: { at, days: ['monday'] } }))).toContain(
      `“${name}”`,
    );
  });

  it('takes the customer’s name, if no other routine has it', async () => {
    const test = home(stored('1', 'Morning routine'));
    expect(await test.say('custom_actions', creating({ name: 'good  morning' }), 'first')).toContain(
      '“Good morning” is set',
    );
    expect(await test.say('custom_actions', creating({ name: 'Good Morning' }), 'second')).toBe(
      'failed: There is a routine called “Good Morning” already.',
    );
    expect(await test.say('custom_actions', creating(), 'third')).toContain('“Morning routine 2” is set');
  });

  it('plans one time in the customer’s time zone', async () => {
    const test = new TestHome({ objects: fourDevices, timeZone: 'Asia/Tokyo', now: '2026-05-04T23:30:00Z' });
    const once = (at: string) => test.say('custom_actions', creating({ when: { date: '2026-05-05', at } }));
    expect(await once('08:30')).toBe('failed: That time has passed: it is 2026-05-05 08:30 now.');
    expect(await once('08:31')).toBe(
      '“Once at 08:31” is set: once on 5 May 2026 at 08:31, turn on the hall light.',
    );
  });

  it.each<[string, JsonObject, RegExp]>([
    ['no time', { operation: 'create', calls: [lightOn] }, /^failed: When should it happen\?/u],
    [
      'nothing to do',
      { operation: 'create', when: { at: '07:00', days: ['monday'] } },
      /^failed: What should happen/u,
    ],
    [
      'an unknown action',
      creating({ calls: [{ action: 'constructor', input: {} }] }),
      /there is no such action/u,
    ],
    [
      'a wrong input',
      creating({ calls: [{ action: 'device_power', input: { devices: ['hall'] } }] }),
      /can't be planned.*state/u,
    ],
    [
      'an input that is none',
      creating({ calls: [{ action: 'device_power', input: { devices: 'hall', state: 'on' } }] }),
      /can't be planned.*devices/u,
    ],
    [
      'a device of another',
      creating({ calls: [{ action: 'device_power', input: { devices: ['theirs'], state: 'on' } }] }),
      /no such device in this home/u,
    ],
    [
      'an action that needs a yes',
      creating({ calls: [{ action: 'device_remove', input: { device: 'hall' } }] }),
      /needs your yes each time/u,
    ],
    [
      'a routine',
      creating({ calls: [{ action: 'custom_actions', input: { operation: 'list' } }] }),
      /can't set up or delete routines/u,
    ],
  ])('with %s fails in words, and sets nothing', async (_, input, words) => {
    const test = home();
    expect(await test.say('custom_actions', input)).toMatch(words);
    expect(test.timers.size).toBe(0);
  });

  it('has a most', async () => {
    const test = home(...Array.from({ length: 20 }, (_, index) => stored(`${index}`, `Routine ${index}`)));
    expect(await test.say('custom_actions', creating())).toBe(
      'failed: This home has 20 routines, the most there can be. Delete one first.',
    );
  });

  it('is on enterprise alone', async () => {
    expect(await new TestHome({ level: 'premium' }).perform('custom_actions', creating())).toMatchObject({
      requiredLevel: 'enterprise',
    });
  });
});

describe('listing routines', () => {
  it('numbers them and says what each does when', async () => {
    const test = home(
      stored('1', 'Evening'),
      routine('2', {
        name: 'Party',
        when: { date: '2026-05-01', at: '20:00' },
        calls: [{ action: 'multi_room_audio', input: {} }],
      }),
    );
    expect(await test.say('custom_actions', { operation: 'list' })).toBe(
      [
        'You have 2 routines:',
        '1. Evening: every Monday at 19:00, turn on the hall light',
        '2. Party: once on 1 May 2026 at 20:00, play the same music everywhere (over)',
      ].join('\n'),
    );
  });

  it('helps a customer who has none', async () => {
    expect(await home().say('custom_actions', { operation: 'list' })).toContain('There are no routines yet.');
  });
});

describe('deleting routines', () => {
  const three = () => {
    const test = home(stored('a', 'Morning'), stored('b', 'Evening'), stored('c', 'Night'));
    for (const id of ['a', 'b', 'c']) test.timers.set(id, { at: '19:00', days: ['monday'] });
    return test;
  };

  it.each<[JsonObject, string, string[]]>([
    [
      { routines: ['b'] },
      '“Evening” (every Monday at 19:00, turn on the hall light) is deleted.',
      ['a', 'c'],
    ],
    [
      { routines: ['a', 'c'] },
      '“Morning” (every Monday at 19:00, turn on the hall light) and “Night” (every Monday at 19:00, turn on the hall light) are deleted.',
      ['b'],
    ],
    [{ number: 3 }, '“Night” (every Monday at 19:00, turn on the hall light) is deleted.', ['a', 'b']],
  ])('%j: %s', async (which, words, left) => {
    const test = three();
    expect(await test.say('custom_actions', { operation: 'delete', ...which })).toBe(words);
    expect([...test.timers.keys()]).toEqual(left);
    expect(['a', 'b', 'c'].filter((id) => test.data('routine', id) !== undefined)).toEqual(left);
  });

  it('by number, run again, deletes no other', async () => {
    const test = three();
    await test.perform('custom_actions', { operation: 'delete', number: 1 });
    const again = await test.recover('custom_actions', { operation: 'delete', number: 1 });
    expect([...test.timers.keys()]).toEqual(['b', 'c']);
    expect(again.status === 'done' && test.action('custom_actions').receipt(again.result, {})).toBe(
      'The routine is deleted.',
    );
  });

  it('fails in words for a number that there is not, or for none', async () => {
    expect(await three().say('custom_actions', { operation: 'delete', number: 4 })).toBe(
      'failed: There is no routine 4: this home has 3 routines.',
    );
    expect(await three().say('custom_actions', { operation: 'delete' })).toBe(
      'failed: Which routine should be deleted?',
    );
  });

  it('fails in words when the routine keeps changing', async () => {
    const test = three();
    test.beforeWrite = (kind, id) => test.put(kind, id, { ...test.data(kind, id) });
    expect(await test.say('custom_actions', { operation: 'delete', routines: ['a'] })).toBe(
      'failed: The routine was being changed at the same moment. Please try again.',
    );
    expect(test.timers.has('a')).toBe(true);
  });
});
