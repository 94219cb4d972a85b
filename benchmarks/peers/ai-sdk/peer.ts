/** The AI SDK alone, with its messages kept in a file as its page on persistence shows. */
import {
  convertToModelMessages,
  isStepCount,
  readUIMessageStream,
  streamText,
  tool,
  toUIMessageStream,
  validateUIMessages,
  type UIMessage,
} from 'ai';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { aiSdkModel } from '../../comparison/ai-sdk-model.ts';
import { servePeer } from '../../comparison/child.ts';
import { ACTION, ACTION_DESCRIPTION, INSTRUCTIONS, SENT } from '../../comparison/dialogue.ts';

await servePeer(async ({ start, model, effects }) => {
  const fileOf = (chat: string) => join(start.folder, `${chat}.json`);
  const load = async (chat: string): Promise<UIMessage[]> =>
    existsSync(fileOf(chat)) ? (JSON.parse(await readFile(fileOf(chat), 'utf8')) as UIMessage[]) : [];
  const tools = {
    [ACTION]: tool({
      description: ACTION_DESCRIPTION,
      inputSchema: z.object({ parcel: z.number() }),
      execute: async ({ parcel }) => {
        effects.send(parcel);
        return SENT;
      },
    }),
  };
  return {
    say: async (chat, text) => {
      const asked: UIMessage = { id: crypto.randomUUID(), role: 'user', parts: [{ type: 'text', text }] };
      const messages = await validateUIMessages({ messages: [...(await load(chat)), asked], tools });
      const result = streamText({
        model: aiSdkModel(model),
        instructions: INSTRUCTIONS,
        messages: await convertToModelMessages(messages),
        tools,
        stopWhen: isStepCount(5),
      });
      let saved: Promise<void> | undefined;
      const stream = toUIMessageStream({
        stream: result.stream,
        originalMessages: messages,
        generateMessageId: () => crypto.randomUUID(),
        onEnd: ({ messages: all }) => (saved = writeFile(fileOf(chat), JSON.stringify(all))),
      });
      let last: UIMessage | undefined;
      for await (const message of readUIMessageStream({ stream })) last = message;
      await saved;
      return (last?.parts ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('');
    },
  };
});
