import type {
  AssistantMessageItem,
  FunctionCallItem,
  Model as AgentsModel,
  ModelRequest,
  ModelResponse,
  StreamEvent,
} from '@openai/agents';
import { Usage } from '@openai/agents';
import { ACTION, type Answer, type Line, type Model } from '../../comparison/dialogue.ts';

/** The model of the dialogue as OpenAI's Agents SDK wants one. */
export class AgentsSdkModel implements AgentsModel {
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  async getResponse(request: ModelRequest): Promise<ModelResponse> {
    return { usage: new Usage(), output: [itemOf(this.#model.answer(linesOf(request)))] };
  }

  async *getStreamedResponse(request: ModelRequest): AsyncGenerator<StreamEvent> {
    const answer = this.#model.answer(linesOf(request));
    if ('text' in answer)
      for (const delta of answer.text.match(/\S+\s*/gu) ?? []) yield { type: 'output_text_delta', delta };
    const usage = { inputTokens: 100, outputTokens: 20, totalTokens: 120 };
    const response = { id: crypto.randomUUID(), usage, output: [itemOf(answer)] };
    yield { type: 'response_done', response };
  }
}

function itemOf(answer: Answer): AssistantMessageItem | FunctionCallItem {
  if ('text' in answer) {
    const content = [{ type: 'output_text' as const, text: answer.text }];
    return { type: 'message', role: 'assistant', status: 'completed', content };
  }
  const { id, parcel } = answer.call;
  const call = { callId: id, name: ACTION, arguments: JSON.stringify({ parcel }) };
  return { type: 'function_call', status: 'completed', ...call };
}

function linesOf({ systemInstructions, input }: ModelRequest): Line[] {
  const items = typeof input === 'string' ? [{ role: 'user' as const, content: input }] : input;
  const lines = items.flatMap((item): Line[] => {
    if (item.type === 'function_call') {
      const { parcel } = JSON.parse(item.arguments) as { readonly parcel: number };
      return [{ role: 'assistant', text: '', calls: [{ id: item.callId, parcel }] }];
    }
    if (item.type === 'function_call_result')
      return [{ role: 'result', id: item.callId, output: JSON.stringify(item.output) }];
    if (!('role' in item)) return [];
    const { role, content } = item;
    const text =
      typeof content === 'string'
        ? content
        : content.map((part) => ('text' in part ? part.text : '')).join('');
    return role === 'assistant' ? [{ role, text, calls: [] }] : [{ role, text }];
  });
  return systemInstructions === undefined ? lines : [{ role: 'system', text: systemInstructions }, ...lines];
}
