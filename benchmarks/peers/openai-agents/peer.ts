/** OpenAI's Agents SDK with a session in a file. */
import { Agent, run, setTracingDisabled, tool } from '@openai/agents';
import { join } from 'node:path';
import * as z from 'zod';
import { servePeer } from '../../comparison/child.ts';
import { ACTION, ACTION_DESCRIPTION, INSTRUCTIONS, SENT } from '../../comparison/dialogue.ts';
import { AgentsSdkModel } from './model.ts';
import { FileSession } from './session.ts';

await servePeer(async ({ start, model, effects }) => {
  setTracingDisabled(true);
  const send = tool({
    name: ACTION,
    description: ACTION_DESCRIPTION,
    parameters: z.object({ parcel: z.number() }),
    execute: async ({ parcel }) => {
      effects.send(parcel);
      return SENT;
    },
  });
  const agent = new Agent({
    name: 'Parcels',
    instructions: INSTRUCTIONS,
    model: new AgentsSdkModel(model),
    tools: [send],
  });
  return {
    say: async (conversation, text) => {
      const session = new FileSession(join(start.folder, `${conversation}.json`), conversation);
      const result = await run(agent, text, { session, stream: true });
      let said = '';
      for await (const word of result.toTextStream()) said += word;
      await result.completed;
      return said;
    },
  };
});
