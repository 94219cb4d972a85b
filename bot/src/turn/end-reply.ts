import { APPROVAL_TTL_MS, type Chunk, type MessageMetadata } from '@agentic-service-bot/protocol';
import { closeApproval } from '../conversation/approval.ts';
import { ending, fold } from '../conversation/fold.ts';
import { metadataOf } from '../conversation/metadata.ts';
import type { ConversationState } from '../conversation/state.ts';
import { usageOf } from '../conversation/step.ts';
import { replyEnded, type Transition } from '../conversation/transitions.ts';
import { priorityOf } from '../policy/decide.ts';
import type { Ports } from '../ports/ports.ts';
import { holding } from './allowance.ts';
import { afterLoss, isAtALoss, needsPerson } from './at-a-loss.ts';
import type { Recorder } from './recorder.ts';
import { beginStep } from './speech.ts';
import type { Asked } from './tools.ts';
import type { TurnState } from './turn-state.ts';
import { receiptWords, WORDS } from './words.ts';

/** How the agent loop came to its end. */
export interface LoopEnd {
  /** Why no model could answer, if none could. */
  readonly failed: 'models' | 'budget' | undefined;
  readonly cancelled: boolean;
  /** A call waits for the customer's yes. */
  readonly asked: Asked | undefined;
}

/** Writes a reply's end: what is still to be said, `finish` or `abort`, and the whole message. */
export async function endReply(
  ports: Ports,
  turn: TurnState,
  recorder: Recorder,
  end: LoopEnd,
): Promise<void> {
  const expiresAt = new Date(ports.now().getTime() + APPROVAL_TTL_MS).toISOString();
  // The end must not go with an entry of what is still being shown: that entry would not end the reply.
  recorder.stop();
  const loss = { isAtALoss: isAtALoss(turn, end), needsPerson: needsPerson(turn, end) };
  const chunks: Chunk[] = [];
  if (end.cancelled) chunks.push(...ending(recorder.frames, [{ type: 'abort' }]));
  else {
    if (end.asked === undefined)
      speak(turn, recorder, loss.needsPerson ? WORDS.twiceAtALoss : wordsToAdd(turn, end.failed));
    else chunks.push(await ask(ports, turn, end.asked, expiresAt));
    if (turn.step !== 'over') chunks.push({ type: 'finish-step' });
    chunks.push({ type: 'finish' });
  }
  const frames = chunks.map((chunk) => recorder.chunk(chunk));
  const message = await fold([...recorder.frames, ...frames]);
  const { digest } = turn;
  const usage = usageOf(turn.seen);
  const isEnded = await recorder.commit({
    frames,
    message: { from: turn.reply.from, message, ...(usage.length === 0 ? {} : { usage }) },
    ...(digest === undefined ? {} : { digest }),
    change: (state, seq) =>
      afterLoss(
        ports,
        turn,
        after(
          { ports, turn, end, expiresAt, metadata: message.metadata },
          holding(digest === undefined ? state : { ...state, digestAt: seq - 1 }, turn.held),
          seq,
        ),
        loss,
      ),
    unlessCancelled: !end.cancelled,
  });
  if (!isEnded) await endReply(ports, turn, recorder, { ...end, cancelled: true });
  else if (loss.needsPerson) {
    const priority = priorityOf(turn.service, turn.customer.level);
    ports.telemetry.report({ type: 'hand-off', conversationId: turn.conversationId, priority });
  }
}

/** What must still be said, so that no reply ends without words. */
function wordsToAdd(turn: TurnState, failed: LoopEnd['failed']): string {
  const { origin, answer } = turn.reply;
  if (origin.kind === 'words') return turn.said === '' ? origin.text : '';
  if (answer?.wordsHere === false) return '';
  const receipts = turn.receipts.map((receipt) => receiptWords(turn.service, receipt)).join(' ');
  if (failed !== undefined) {
    const why = failed === 'budget' ? WORDS.budgetSpent : WORDS.modelFailed;
    return receipts === '' ? why : `${receipts} ${why}`;
  }
  if (turn.finishReason === 'content-filter')
    return turn.said.trim() === '' && receipts !== '' ? `${receipts} ${WORDS.refused}` : WORDS.refused;
  if (origin.kind === 'timer' || turn.said.trim() === '')
    return receipts === '' ? WORDS.nothingSaid : receipts;
  return turn.finishReason === 'length' ? WORDS.cutShort : '';
}

function speak(turn: TurnState, recorder: Recorder, text: string): void {
  if (text === '') return;
  beginStep(recorder, turn);
  const id = 'end';
  recorder.queue(
    { type: 'text-start', id },
    { type: 'text-delta', id, delta: text },
    { type: 'text-end', id },
  );
  turn.said += text;
}

/** Makes room for the question, and asks it. */
async function ask(ports: Ports, turn: TurnState, { call, title }: Asked, expiresAt: string): Promise<Chunk> {
  const last = await ports.log.last(turn.conversationId);
  // One is open at a time: a newer one makes the older one a no.
  if (last !== undefined) await closeApproval(ports, last, 'replaced');
  return approvalRequest(turn, call.toolCallId, title, expiresAt);
}

/** An approval's id: made of the place of its call, which nobody can guess. */
const approvalId = (turn: TurnState, toolCallId: string): string =>
  `ap-${String(turn.reply.from)}-${toolCallId}`;

const approvalRequest = (turn: TurnState, toolCallId: string, title: string, expiresAt: string): Chunk => ({
  type: 'tool-approval-request',
  approvalId: approvalId(turn, toolCallId),
  toolCallId,
  approvalDescriptor: { title, expiresAt },
});

/** What the state after a reply depends on. */
interface Ending {
  readonly ports: Ports;
  readonly turn: TurnState;
  readonly end: LoopEnd;
  readonly expiresAt: string;
  readonly metadata: MessageMetadata;
}

/** The state after a reply: the approval it asked for, or the words that a late answer is owed in a reply of their own. */
function after(
  { ports, turn, end, expiresAt, metadata }: Ending,
  state: ConversationState,
  seq: number,
): Transition {
  const { reply, service } = turn;
  const ended = replyEnded(state);
  if (end.asked !== undefined && !end.cancelled) {
    const { call, title, inputHash } = end.asked;
    return {
      frames: [],
      state: {
        ...ended,
        approval: {
          id: approvalId(turn, call.toolCallId),
          messageId: reply.messageId,
          metadata,
          from: reply.from,
          origin: reply.origin,
          step: call.step,
          call: call.call,
          toolCallId: call.toolCallId,
          action: call.name,
          title,
          inputHash,
          expiresAt,
        },
      },
    };
  }
  const answer = reply.answer;
  if (answer?.wordsHere !== false || end.cancelled) return { frames: [], state: ended };
  const asked = turn.receipts.find(({ call }) => call.step === answer.step && call.call === answer.call);
  const text = !answer.approved || asked === undefined ? WORDS.declined : receiptWords(service, asked);
  const messageId = ports.id();
  const messageMetadata = metadataOf(service, ports.now(), answer.replyTo);
  return {
    frames: [{ type: 'chunk', messageId, chunk: { type: 'start', messageId, messageMetadata } }],
    state: {
      ...state,
      reply: {
        messageId,
        from: seq,
        since: seq,
        writes: 0,
        cancelled: false,
        origin: { kind: 'words', text },
      },
    },
  };
}
