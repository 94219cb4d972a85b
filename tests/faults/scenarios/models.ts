import type { ScriptedMessage } from '@agentic-service-bot/bot/testing';
import { KITCHEN } from '../home.ts';
import type { Scenario } from '../scenario.ts';

const up = { call: 'volume_control', input: { change: 'up', devices: [KITCHEN] } };

const saying = (name: string, ...messages: readonly ScriptedMessage[]): Scenario => ({
  name: `model: ${name}`,
  lines: () => ({ louder: messages }),
  play: (scene) => scene.say('louder'),
});

export const modelScenarios: readonly Scenario[] = [
  saying('fails', [{ text: 'Let me see. I' }, { error: 'Overloaded' }]),
  saying('fails after an action', [up], [{ text: 'Well. ' }, { error: 'Overloaded' }]),
  saying('falls silent', [{ text: 'Let me see. I' }, { silent: true }]),
  saying('is cut short', [{ text: 'Let me tell you a story. Once upon' }, { finish: 'length' }]),
  saying('says nothing', [{ finish: 'stop' }]),
  saying('claims what it did not do', [{ text: 'I have turned up the kitchen speaker. Enjoy!' }]),
  saying('never comes to an end', ...Array.from({ length: 12 }, () => [up])),
  {
    ...saying('another one helps out', [{ text: 'Let me see. ' }, up], [{ text: 'Better?' }]),
    models: (lines) => [() => [{ text: 'Hm. Let me think. ' }, { error: 'Overloaded' }], lines],
  },
];
