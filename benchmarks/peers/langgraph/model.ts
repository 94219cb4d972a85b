import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, AIMessageChunk, ToolMessage, type BaseMessage } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import { ACTION, type Line, type Model } from '../../comparison/dialogue.ts';

/** The model of the dialogue as LangChain wants one. */
export class LangChainModel extends BaseChatModel {
  readonly #model: Model;

  constructor(model: Model) {
    super({});
    this.#model = model;
  }

  override _llmType(): string {
    return 'scripted';
  }

  /** The model knows its one tool. */
  override bindTools() {
    return this;
  }

  override async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    let whole: ChatGenerationChunk | undefined;
    for await (const chunk of this._streamResponseChunks(messages)) whole = whole?.concat(chunk) ?? chunk;
    return { generations: whole === undefined ? [] : [whole] };
  }

  override async *_streamResponseChunks(messages: BaseMessage[]): AsyncGenerator<ChatGenerationChunk> {
    const answer = this.#model.answer(messages.map(lineOf));
    if ('call' in answer) {
      const { id, parcel } = answer.call;
      const args = JSON.stringify({ parcel });
      yield chunkOf('', [{ type: 'tool_call_chunk', index: 0, id, name: ACTION, args }]);
      return;
    }
    for (const word of answer.text.match(/\S+\s*/gu) ?? []) yield chunkOf(word);
  }
}

const chunkOf = (text: string, calls: NonNullable<AIMessageChunk['tool_call_chunks']> = []) =>
  new ChatGenerationChunk({
    text,
    message: new AIMessageChunk({ content: text, tool_call_chunks: calls }),
  });

function lineOf(message: BaseMessage): Line {
  if (ToolMessage.isInstance(message))
    return { role: 'result', id: message.tool_call_id, output: message.text };
  if (!AIMessage.isInstance(message))
    return { role: message.type === 'system' ? 'system' : 'user', text: message.text };
  const calls = (message.tool_calls ?? []).map(({ id = '', args }) => ({
    id,
    parcel: Number(args['parcel']),
  }));
  return { role: 'assistant', text: message.text, calls };
}
