import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4GenerateResult,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import { callsOf, type StepCall } from '../conversation/calls.ts';
import type { StoredStep } from '../conversation/step.ts';
import type { Ports } from '../ports/ports.ts';
import type { Allowance } from './allowance.ts';
import { callChunk, callError } from './call-chunk.ts';
import { Claims } from './claims.ts';
import { listen, modelName } from './listen.ts';
import type { Recorder } from './recorder.ts';
import { Speech } from './speech.ts';
import { usedUnsaid } from './tokens.ts';
import type { TurnState } from './turn-state.ts';

/** Every model of the list failed. */
export class ModelsFailed extends Error {
  override readonly name = 'ModelsFailed';
}

/** What a recorded model works with. */
export interface Recording {
  readonly turn: TurnState;
  readonly recorder: Recorder;
  readonly ports: Pick<Ports, 'telemetry' | 'now'>;
  /** Whom to ask; nobody if all that is to be said is stored. */
  readonly models: readonly LanguageModelV4[];
  readonly allowance: Allowance;
  readonly refuse: (call: StepCall) => Promise<unknown>;
}

/**
 * The model that the agent loop talks to. It stands between the loop and the real models, so that what a model says
 * is recorded before anything follows from it:
 *
 * - A message that the log has already is given back as it is: no model is asked twice, and after a crash the loop
 *   runs through the same steps again, where settled calls answer from the ledger.
 * - A new message is shown sentence by sentence while it comes, and is stored whole, with its calls, before the loop
 *   sees it: no call runs that is not in the log.
 * - The loop is given the calls as they were judged, and none that is one too many. What it would not run, because its
 *   action or its input does not exist, goes to `refuse`: it is recorded like any other.
 * - When a model fails, what it had said of this message is taken back, and the next model of the list is asked.
 */
export function recordedModel({
  turn,
  recorder,
  ports,
  models,
  allowance,
  refuse,
}: Recording): LanguageModelV4 {
  const { conversationId, messageId, service } = turn;
  const claims = new Claims(service);
  let next = 0;

  /** What a port throws ends the turn; the agent loop would take it for the model's failure. */
  const fault = (error: unknown): never => {
    turn.fault ??= { error };
    throw error;
  };

  async function ask(index: number, options: LanguageModelV4CallOptions): Promise<StoredStep> {
    let failure: unknown;
    for (const model of allowance.mayGoOn() ? models : []) {
      if (!(await allowance.mayAsk(model, options).catch(fault))) continue;
      let written = 0;
      const onWritten = (chars: number) => {
        written += chars;
      };
      const speech = new Speech(recorder, turn, claims, `${String(index)}${model.modelId.slice(0, 1)}`);
      try {
        const step = await listen(model, { turn, index, speech, options, ports, onWritten });
        allowance.use(model, step.spent);
        if (speech.withheld)
          ports.telemetry.report({ type: 'claim-withheld', conversationId, turn: messageId });
        if (step.finishReason.unified === 'content-filter' && callsOf(step).length === 0) {
          // What a filter has cut is no answer. No other model is asked to be less careful: the bot says so itself.
          speech.takeBack();
          return { ...step, content: [] };
        }
        speech.begin();
        return step;
      } catch (error) {
        if (written > 0) allowance.use(model, usedUnsaid(options.prompt, written));
        options.abortSignal?.throwIfAborted();
        failure = error;
        const name = modelName(model);
        const text = error instanceof Error ? error.message : String(error);
        ports.telemetry.report({
          type: 'model-failed',
          conversationId,
          turn: messageId,
          step: index,
          model: name,
          error: text,
        });
        speech.takeBack();
      }
    }
    throw new ModelsFailed('No model could answer.', { cause: failure });
  }

  /** Stores a message that has calls, and shows them. One without calls is stored with the end of the reply. */
  async function store(step: StoredStep): Promise<void> {
    const calls = callsOf(step, turn.calls.size);
    if (calls.length === 0) return;
    const frames = calls.map((call) => recorder.chunk(callChunk(service, call)));
    await recorder.commit({ step, frames, unlessCancelled: true }).catch(fault);
  }

  return {
    specificationVersion: 'v4',
    provider: 'recorded',
    modelId: 'recorded',
    supportedUrls: {},
    doGenerate: async (options): Promise<LanguageModelV4GenerateResult> => {
      if (turn.fault !== undefined) throw turn.fault.error;
      const index = next++;
      let step = turn.steps[index];
      if (step === undefined) {
        step = await ask(index, options);
        await store(step);
        // Who has asked to stop meanwhile gets none of it.
        options.abortSignal?.throwIfAborted();
      }
      turn.seen.push(step);
      turn.finishReason = step.finishReason.unified;
      const calls = callsOf(step, turn.calls.size);
      turn.written += writtenIn(step);
      for (const call of calls) {
        turn.calls.set(call.toolCallId, call);
        if (callError(service, call) !== undefined) await refuse(call);
      }
      const content = judged(step.content, calls);
      return {
        content,
        // A message with calls may end for any reason; the loop runs them after this one.
        finishReason: content.some(({ type }) => type === 'tool-call')
          ? { unified: 'tool-calls', raw: undefined }
          : step.finishReason,
        usage: NOT_COUNTED_HERE,
        warnings: [],
      };
    },
    doStream: () =>
      Promise.reject(new Error('The recorded model shows its text itself and is not streamed.')),
  };
}

/** The loop has no use for it: what a message took stands with it, {@link StoredStep}. */
const NOT_COUNTED_HERE: LanguageModelV4Usage = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
};

/** A message as the loop gets it: without calls that are too many, and with inputs as they were read here. */
const judged = (content: StoredStep['content'], calls: readonly StepCall[]): LanguageModelV4Content[] =>
  content.flatMap((part): LanguageModelV4Content[] => {
    if (part.type !== 'tool-call') return [part];
    const call = calls.find(({ toolCallId }) => toolCallId === part.toolCallId);
    if (call === undefined || call.excess !== undefined) return [];
    return [{ ...part, input: JSON.stringify(call.input) }];
  });

const writtenIn = ({ content }: StoredStep): number =>
  content.reduce(
    (sum, part) =>
      sum + (part.type === 'text' ? part.text.length : part.type === 'tool-call' ? part.input.length : 0),
    0,
  );
