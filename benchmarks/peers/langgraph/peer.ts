/** LangChain's agent on LangGraph, with its SQLite checkpointer and the most durable of its modes. */
import { AIMessage } from '@langchain/core/messages';
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import { createAgent, tool } from 'langchain';
import { join } from 'node:path';
import * as z from 'zod';
import { servePeer } from '../../comparison/child.ts';
import { ACTION, ACTION_DESCRIPTION, INSTRUCTIONS, SENT } from '../../comparison/dialogue.ts';
import { LangChainModel } from './model.ts';
import { openNodeSqlite } from './node-sqlite.ts';

await servePeer(async ({ start, model, effects }) => {
  const send = tool(
    ({ parcel }) => {
      effects.send(parcel);
      return JSON.stringify(SENT);
    },
    { name: ACTION, description: ACTION_DESCRIPTION, schema: z.object({ parcel: z.number() }) },
  );
  const agent = createAgent({
    model: new LangChainModel(model),
    tools: [send],
    systemPrompt: INSTRUCTIONS,
    checkpointer: new SqliteSaver(openNodeSqlite(join(start.folder, 'checkpoints.db'))),
  });
  const run = async (input: Parameters<typeof agent.stream>[0], conversation: string): Promise<string> => {
    const options = {
      configurable: { thread_id: conversation },
      durability: 'sync',
      streamMode: 'messages',
    } as const;
    let text = '';
    for await (const [chunk] of await agent.stream(input, options))
      if (AIMessage.isInstance(chunk)) text += chunk.text;
    return text;
  };
  return {
    say: (conversation, text) => run({ messages: [{ role: 'user', content: text }] }, conversation),
    // "Resume from the last checkpoint": the same thread with no input.
    resume: (conversation) => run(null, conversation),
  };
});
