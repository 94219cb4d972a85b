/** Mastra's durable agent, with LibSQL for storage, message history, and recovery switched on. */
import { Mastra } from '@mastra/core';
import { Agent } from '@mastra/core/agent';
import { createDurableAgent } from '@mastra/core/agent/durable';
import type { MastraModelConfig } from '@mastra/core/llm';
import { createTool } from '@mastra/core/tools';
import { LibSQLStore } from '@mastra/libsql';
import { Memory } from '@mastra/memory';
import { join } from 'node:path';
import * as z from 'zod';
import { aiSdkModel } from '../../comparison/ai-sdk-model.ts';
import { servePeer } from '../../comparison/child.ts';
import { ACTION, ACTION_DESCRIPTION, INSTRUCTIONS, SENT } from '../../comparison/dialogue.ts';

await servePeer(async ({ start, model, effects }) => {
  const send = createTool({
    id: ACTION,
    description: ACTION_DESCRIPTION,
    inputSchema: z.object({ parcel: z.number() }),
    execute: async ({ parcel }) => {
      effects.send(parcel);
      return SENT;
    },
  });
  const storage = new LibSQLStore({ id: 'storage', url: `file:${join(start.folder, 'mastra.db')}` });
  const agent = createDurableAgent({
    agent: new Agent({
      id: 'parcels',
      name: 'Parcels',
      instructions: INSTRUCTIONS,
      // Its copy of the AI SDK's types is of another version.
      model: aiSdkModel(model) as MastraModelConfig,
      tools: { [ACTION]: send },
      memory: new Memory({ storage }),
    }),
  });
  const mastra = new Mastra({
    agents: { parcels: agent },
    storage,
    logger: false,
    recovery: { durableAgents: 'auto' },
  });
  return {
    say: async (thread, text) => {
      const { output, cleanup } = await agent.stream(text, { memory: { thread, resource: 'customer' } });
      const said = await output.text;
      cleanup();
      return said;
    },
    resume: async (thread) => {
      // What its server does at start with `auto`.
      await mastra.recoverAllDurableAgents();
      const { messages } = await new Memory({ storage }).recall({ threadId: thread, resourceId: 'customer' });
      const last = messages.at(-1);
      return last?.role === 'assistant'
        ? last.content.parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
        : '';
    },
  };
});
