import { HALL } from '../home.ts';
import type { Lines, Scene, Scenario } from '../scenario.ts';

const remove = { call: 'device_remove', input: { device: HALL } };
const upgrade = { call: 'change_plan', input: { plan: 'premium' } };
const gate = { call: 'open_gate' };

const lines = (): Lines => ({
  'remove the hall light': [[{ text: 'I can do that. ' }, remove], [{ text: 'It is gone. Anything else?' }]],
  'go premium': [[upgrade], [{ text: 'Welcome! Enjoy the music.' }]],
  'open the gate': [[gate], [{ text: 'Come in.' }]],
  both: [[remove, upgrade], [{ text: 'Now you have it.' }]],
  'what is it called?': [[{ text: 'It is the hall light.' }]],
});

const ELEVEN_MINUTES_MS = 11 * 60_000;

const scenario = (name: string, play: (scene: Scene) => Promise<void>): Scenario => ({
  name: `approval: ${name}`,
  level: 'basic',
  lines,
  play,
  mayReadOtherwise: 'a device that is gone can no longer be called by its name',
});

export const approvalScenarios: readonly Scenario[] = [
  scenario('yes', async (scene) => {
    await scene.say('remove the hall light');
    await scene.approve(true);
  }),
  scenario('no', async (scene) => {
    await scene.say('remove the hall light');
    await scene.approve(false);
  }),
  scenario('a purchase', async (scene) => {
    await scene.say('go premium');
    await scene.approve(true);
    await scene.say('go premium');
  }),
  scenario('a typed yes', async (scene) => {
    await scene.say('remove the hall light');
    await scene.say('yes please');
  }),
  scenario('a typed no', async (scene) => {
    await scene.say('remove the hall light');
    await scene.say('no');
  }),
  scenario('a yes after something else', async (scene) => {
    await scene.say('remove the hall light');
    await scene.say('what is it called?');
    await scene.say('yes');
    await scene.approve(true);
  }),
  scenario('too late', async (scene) => {
    await scene.say('remove the hall light');
    const { approvalId } = scene;
    scene.stage.world.clock.advance(ELEVEN_MINUTES_MS);
    await scene.approve(true, approvalId);
    await scene.say('yes');
  }),
  scenario('the older one', async (scene) => {
    await scene.say('remove the hall light');
    const { approvalId } = scene;
    await scene.say('go premium');
    await scene.approve(true, approvalId);
    await scene.approve(false);
  }),
  {
    ...scenario('what the level still includes', async (scene) => {
      await scene.say('open the gate');
      await scene.approve(true);
    }),
    level: 'premium',
  },
  {
    ...scenario('what the level includes no more', async (scene) => {
      await scene.say('open the gate');
      await scene.becomes('basic');
      await scene.approve(true);
    }),
    level: 'premium',
  },
  scenario('what is paused by then', async (scene) => {
    await scene.say('remove the hall light');
    await scene.stage.world.ports.pauses.set({ action: 'device_remove', reason: 'Back in an hour.' });
    await scene.approve(true);
    await scene.stage.world.ports.pauses.clear({ action: 'device_remove' });
  }),
  scenario('a newer one', async (scene) => {
    await scene.say('remove the hall light');
    await scene.say('go premium');
    await scene.approve(true);
  }),
  scenario('two in one message', async (scene) => {
    await scene.say('both');
    await scene.approve(true);
    await scene.say('go premium');
    await scene.approve(true);
  }),
  scenario('forged', async (scene) => {
    await scene.say('remove the hall light');
    const { conversationId, approvalId } = scene;
    await scene.tell('approve', { approvalId: 'ap-2-forged', approved: true });
    const mallory = await scene.stage.client(`mallory-${scene.ann.id}`);
    await mallory.send({ action: 'approve', conversationId, approvalId, approved: true });
    await scene.stage.settle();
  }),
  scenario('twice', async (scene) => {
    await scene.say('go premium');
    const { approvalId } = scene;
    for (const approved of [true, true, false]) await scene.tell('approve', { approvalId, approved });
    await scene.stage.settle();
  }),
  scenario('while the bot answers another message', async (scene) => {
    await scene.say('remove the hall light');
    await scene.write('what is it called?');
    await scene.approve(true);
  }),
];
