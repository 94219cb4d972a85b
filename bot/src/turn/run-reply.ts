import type { LanguageModelV4 } from '@ai-sdk/provider';
import { generateText, isStepCount } from 'ai';
import type { LogEntry } from '../conversation/entry.ts';
import { readReply } from '../conversation/fold.ts';
import type { ServiceDefinition } from '../definition/index.ts';
import { readContext } from '../policy/context.ts';
import { fault } from '../ports/fault.ts';
import type { Ports } from '../ports/ports.ts';
import { builtinOptions, instructions } from '../prompt/prompt.ts';
import { Allowance } from './allowance.ts';
import { endReply, type LoopEnd } from './end-reply.ts';
import { history } from './history.ts';
import type { Lately } from './lately.ts';
import { OUTPUT_TOKENS_MAX, STEPS_MAX, TURN_MS } from './limits.ts';
import { ModelsFailed, recordedModel } from './recorded-model.ts';
import { Recorder, Superseded } from './recorder.ts';
import { Tools } from './tools.ts';
import { shownSoFar, type TurnState } from './turn-state.ts';
import { WORDS } from './words.ts';

/** What a worker needs to run replies. */
export interface Workshop {
  readonly service: ServiceDefinition;
  readonly models: readonly LanguageModelV4[];
  readonly ports: Ports;
}

/**
 * Runs the open reply of a conversation to its end, from wherever the log says it is.
 *
 * @param last the log's last entry, whose state has the open reply.
 * @param lately what was read for it already.
 * @param stop aborts when this worker must give the reply back.
 * @returns the entry that ended it; `given-back`: it is still open, and another worker is to go on, or does; `taken-over`: somebody
 *   else has ended it.
 * @throws what a port throws; the reply stays open then, too.
 */
export async function runReply(
  workshop: Workshop,
  last: LogEntry,
  lately: Lately,
  stop: AbortSignal,
): Promise<LogEntry | 'given-back' | 'taken-over'> {
  const { service, ports, models } = workshop;
  const { conversationId, state } = last;
  const reply = state.reply;
  if (reply === undefined) throw new Error('There is no open reply to run.');
  const began = ports.now().getTime();
  const { customer, view } = await lately.seen.customer();
  const logged = await readReply(ports.log, last, reply);
  const cancel = new AbortController();
  const recorder = new Recorder(ports, lately.followers, last, logged.frames, () => {
    cancel.abort(new Error('The customer asked to stop.'));
  });
  const shown = shownSoFar(logged.frames);
  const turn: TurnState = {
    conversationId,
    messageId: reply.messageId,
    service,
    customer,
    reply,
    steps: logged.steps,
    calls: new Map(),
    receipts: [],
    seen: [],
    written: 0,
    personCalled: state.status === 'waiting',
    wasAtALoss: state.atALoss === true,
    said: shown.said,
    step: shown.step,
  };
  const allowance = new Allowance(ports, service, customer, lately.held);
  lately.held = undefined;
  const tools = new Tools(ports, turn, recorder, lately.seen);
  const outOfTime = new AbortController();
  const timer = setTimeout(() => outOfTime.abort(new Error('The turn took too long.')), TURN_MS);
  const signal = AbortSignal.any([cancel.signal, stop, outOfTime.signal]);
  let failed: LoopEnd['failed'];
  // What the log may hold now is not to be given back as well.
  let mayBeHeld = false;
  try {
    // A message that was being shown when a worker died is not in the log: it is taken back and asked for anew.
    if (shown.steps > logged.steps.length && shown.step === 'open') {
      recorder.show({ type: 'reset-step' });
      turn.step = 'empty';
      turn.said = '';
    }
    if (reply.origin.kind !== 'words' && !signal.aborted) failed = await loop();
    await tools.settled();
    if (turn.fault !== undefined) throw turn.fault.error;
    if (stop.aborted && !cancel.signal.aborted) return 'given-back';
    if (signal.aborted) await tools.stop(cancel.signal.aborted ? WORDS.stopped : WORDS.noTime);
    if (allowance.held !== undefined) turn.held = allowance.held;
    mayBeHeld = true;
    await endReply(ports, turn, recorder, { failed, cancelled: cancel.signal.aborted, asked: tools.asked });
    const ms = ports.now().getTime() - began;
    const { firstShownAt } = recorder;
    const end = cancel.signal.aborted ? 'abort' : 'finish';
    ports.telemetry.report({
      type: 'turn-finished',
      conversationId,
      turn: reply.messageId,
      ms,
      ...(firstShownAt === undefined ? {} : { firstChunkMs: firstShownAt.getTime() - began }),
      steps: turn.seen.length,
      end,
    });
    return recorder.last;
  } catch (error) {
    await tools.settled();
    if (!(error instanceof Superseded)) throw error;
    mayBeHeld = false;
    return error.isOpen ? 'given-back' : 'taken-over';
  } finally {
    clearTimeout(timer);
    recorder.stop();
    if (!mayBeHeld) await allowance.giveBack();
  }

  /** The AI SDK's agent loop. Returns why no model could answer, if none could. */
  async function loop(): Promise<LoopEnd['failed']> {
    const nameables = await service.nameables(readContext(ports, service, customer, view));
    const situation = { service, customer, nameables, now: ports.now() };
    // A timer's calls and a late answer's call are made; nothing more is to be asked of a model.
    const onlyStored = turn.reply.origin.kind === 'timer' || turn.reply.answer?.wordsHere === false;
    const told = await history(ports.log, conversationId, state);
    if (told.digest !== undefined) turn.digest = told.digest;
    try {
      await generateText({
        model: recordedModel({
          turn,
          recorder,
          ports,
          models: onlyStored ? [] : models,
          allowance,
          refuse: (call) => tools.run(call.toolCallId),
        }),
        instructions: instructions(situation),
        messages: told.messages,
        tools: tools.set(),
        toolCallConcurrency: 1,
        toolApproval: ({ toolCall }) => tools.approval(toolCall.toolCallId),
        stopWhen: isStepCount(onlyStored ? turn.steps.length : STEPS_MAX),
        // The actions stay in the request: providers refuse earlier calls in one that has none.
        prepareStep: ({ stepNumber, steps }) =>
          stepNumber === STEPS_MAX - 1 || isAtALoss(steps) ? { toolChoice: 'none' as const } : undefined,
        maxRetries: 0,
        maxOutputTokens: OUTPUT_TOKENS_MAX,
        providerOptions: builtinOptions(situation),
        abortSignal: signal,
      });
      return undefined;
    } catch (error) {
      if (turn.fault !== undefined) throw turn.fault.error;
      if (cancel.signal.aborted || stop.aborted) return undefined;
      const cause = error instanceof ModelsFailed ? error.cause : error;
      ports.telemetry.report(fault('agent loop', cause, conversationId));
      return allowance.isSpent ? 'budget' : 'models';
    }
  }
}

/** Whether two messages in a row had only calls that no action takes: the model is to ask, not to try again. */
const isAtALoss = (
  steps: readonly { readonly toolCalls: readonly { readonly invalid?: boolean | undefined }[] }[],
): boolean =>
  steps.length >= 2 &&
  steps.slice(-2).every(({ toolCalls }) => toolCalls.every(({ invalid }) => invalid === true));
