import type { AuditFrame, AuditRecord, ServerFrame, SummaryFrame } from '@agentic-service-bot/protocol';
import type { LogEntry } from '../conversation/entry.ts';
import { readMessages } from '../conversation/messages.ts';
import { shortened } from '../conversation/size.ts';
import type { Json, ServiceDefinition } from '../definition/index.ts';
import type { LedgerRecord } from '../ports/ledger.ts';
import type { Ports } from '../ports/ports.ts';

/** With inputs as long as they may be, so many records fit into one frame. */
const PAGE = 20;
const INPUT_CHARS = 1_000;
const RECENT_ACTIONS = 10;
const RECENT_MESSAGES = 50;
const UNANSWERED_CHARS = 500;

/** A page of what the bot decided and did in a conversation. */
export async function audit(ports: Ports, frame: AuditFrame): Promise<readonly ServerFrame[]> {
  const { conversationId, cursor, requestId } = frame;
  const { items, nextCursor } = await ports.ledger.ofConversation(conversationId, PAGE, cursor);
  return [
    {
      type: 'audit',
      ...(requestId === undefined ? {} : { requestId }),
      conversationId,
      records: items.map(auditRecord),
      ...(nextCursor === undefined ? {} : { nextCursor }),
    },
  ];
}

function auditRecord(record: LedgerRecord): AuditRecord {
  const { outcome } = record;
  return {
    messageId: record.turn,
    step: record.step,
    call: record.call,
    action: record.action,
    way: record.way,
    serviceLevel: record.level,
    input: shownInput(record.input),
    inputHash: record.inputHash,
    decision: record.decision,
    ...(outcome === undefined ? {} : { status: outcome.status }),
    ...(outcome === undefined || outcome.status === 'done' ? {} : { reason: outcome.reason }),
    model: record.model,
    serviceVersion: record.serviceVersion,
    promptVersion: record.promptVersion,
    at: record.at,
    ...(record.settledAt === undefined ? {} : { settledAt: record.settledAt }),
  };
}

/** The input as it was, or the beginning of its text. Whether two are the same is for their hashes to say. */
function shownInput(input: Json): Json {
  const text = JSON.stringify(input);
  return text.length <= INPUT_CHARS ? input : shortened(text, INPUT_CHARS);
}

/** What a person who takes a conversation over should know, from the log and the ledger alone. */
export async function summary(
  ports: Ports,
  service: ServiceDefinition,
  last: LogEntry,
): Promise<SummaryFrame> {
  const { conversationId, state } = last;
  const customer = await ports.customers.get(state.customerId);
  const messages = await readMessages(ports.log, conversationId, undefined, RECENT_MESSAGES);
  const texts = state.unanswered.flatMap((id) => {
    const parts = messages.find(({ message }) => message.id === id)?.message.parts ?? [];
    return parts.flatMap((part) => (part.type === 'text' ? [shortened(part.text, UNANSWERED_CHARS)] : []));
  });
  const actions = messages.flatMap(({ message }) =>
    message.parts.flatMap((part) => {
      if (!part.type.startsWith('tool-') || !('state' in part)) return [];
      const name = part.type.slice('tool-'.length);
      const title = service.actions.get(name)?.title ?? name;
      return [{ title, status: statusOf(part), at: message.metadata.createdAt }];
    }),
  );
  return {
    type: 'summary',
    conversationId,
    customer: {
      id: state.customerId,
      name: customer?.name ?? state.customerId,
      serviceLevel: customer?.level ?? '',
    },
    ...(state.waitingReason === undefined ? {} : { reason: state.waitingReason }),
    unanswered: texts,
    actions: actions.slice(-RECENT_ACTIONS),
  };
}

/** A call's outcome where it has one, else the state it is in. */
function statusOf(part: { state?: string | undefined; output?: unknown }): string {
  const { output } = part;
  if (typeof output === 'object' && output !== null && 'status' in output) return String(output.status);
  return part.state ?? '';
}
