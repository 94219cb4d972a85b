/**
 * The tables of the protocol's page as a check of every frame that arrives, in every test: required fields,
 * their types, the bounds. Fields that the page does not name are ignored, as it asks.
 */

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const FRAME_BYTES_MAX = 128 * 1024;

const string: Check = (value) => typeof value === 'string';
const filled: Check = (value) => typeof value === 'string' && value !== '';
const boolean: Check = (value) => typeof value === 'boolean';
const seq: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 1;
const count: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const time: Check = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value);
const requestId: Check = (value) => typeof value === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(value);
const present: Check = (value) => value !== undefined;
const is =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const object =
  (shape: Shape): Check =>
  (value) =>
    typeof value === 'object' && value !== null && mismatches(shape, value).length === 0;

function mismatches(shape: Shape, value: object): readonly string[] {
  const fields = new Map<string, unknown>(Object.entries(value));
  return Object.entries(shape).flatMap(([name, check]) => (check(fields.get(name)) ? [] : [name]));
}

const metadata = object({
  author: is('customer', 'bot', 'operator'),
  name: optional(string),
  createdAt: time,
  requestId: optional(requestId),
  replyTo: optional(listOf(filled)),
});

const message = object({ id: filled, role: is('user', 'assistant'), parts: Array.isArray, metadata });

const conversationFields: Shape = {
  id: filled,
  status: is('bot', 'waiting', 'human', 'closed'),
  title: string,
  updatedAt: time,
  seq: count,
  operator: optional(object({ name: filled })),
  approval: optional(object({ id: filled, messageId: filled, expiresAt: time })),
};
const conversation = object(conversationFields);
const inboxEntry = object({
  ...conversationFields,
  customer: object({ id: filled, name: filled, serviceLevel: present }),
  priority: filled,
  waitingSince: optional(time),
  waitingReason: optional(string),
});

const CHUNKS = new Map<string, Shape>([
  ['start', { messageId: filled, messageMetadata: optional(metadata) }],
  ['start-step', {}],
  ['text-start', { id: filled }],
  ['text-delta', { id: filled, delta: string }],
  ['text-end', { id: filled }],
  ['tool-input-available', { toolCallId: filled, toolName: filled, input: present }],
  ['tool-input-error', { toolCallId: filled, toolName: filled, errorText: filled }],
  [
    'tool-approval-request',
    {
      toolCallId: filled,
      approvalId: filled,
      approvalDescriptor: object({ title: filled, expiresAt: time }),
    },
  ],
  ['tool-approval-response', { approvalId: filled, approved: boolean }],
  ['tool-output-available', { toolCallId: filled, output: present }],
  ['tool-output-error', { toolCallId: filled, errorText: filled }],
  ['tool-output-denied', { toolCallId: filled }],
  ['reset-step', {}],
  ['finish-step', {}],
  ['finish', {}],
  ['abort', {}],
]);

const OUTPUTS = new Map<string, Shape>([
  ['done', {}],
  ['denied', { reason: filled, requiredLevel: optional(present), alternatives: optional(listOf(filled)) }],
  ['failed', { reason: filled }],
  ['unknown', { reason: filled }],
]);

const output: Check = (value) => {
  if (typeof value !== 'object' || value === null || !('status' in value)) return false;
  const shape = OUTPUTS.get(String(value.status));
  return shape !== undefined && mismatches(shape, value).length === 0;
};

const chunk: Check = (value) => {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  const type = String(value.type);
  if (type.startsWith('data-')) return true;
  const shape = CHUNKS.get(type);
  if (shape === undefined || mismatches(shape, value).length > 0) return false;
  return type !== 'tool-output-available' || ('output' in value && output(value.output));
};

const answer: Shape = { requestId: optional(requestId) };
const replay = optional(is(true));

const FRAMES = new Map<string, Shape>([
  [
    'welcome',
    {
      ...answer,
      protocol: is(1),
      principal: object({ id: filled, name: filled, role: is('customer', 'operator') }),
      expiresAt: time,
      serverTime: time,
      serviceLevel: optional(object({ name: filled, title: filled })),
      levels: optional(listOf(object({ name: filled, title: filled }))),
      actions: optional(
        listOf(object({ name: filled, title: filled, description: filled, allowed: boolean })),
      ),
      conversations: optional(listOf(conversation)),
      nextCursor: optional(filled),
    },
  ],
  ['accepted', { requestId, conversationId: filled, messageId: filled }],
  ['chunk', { conversationId: filled, seq, replay, messageId: filled, chunk }],
  ['message', { conversationId: filled, seq, replay, from: seq, message }],
  ['conversation', { seq: optional(seq), replay, conversation }],
  ['resumed', { ...answer, conversationId: filled, seq: count, more: boolean }],
  [
    'history',
    {
      ...answer,
      conversationId: filled,
      messages: listOf(object({ from: seq, message })),
      more: boolean,
      seq: count,
    },
  ],
  ['conversations', { ...answer, conversations: listOf(conversation), nextCursor: optional(filled) }],
  ['inbox', { ...answer, conversations: listOf(inboxEntry), nextCursor: optional(filled) }],
  ['ok', answer],
  ['pong', answer],
  [
    'error',
    {
      ...answer,
      code: is(
        'bad_request',
        'too_large',
        'unauthorized',
        'forbidden',
        'not_found',
        'conflict',
        'rate_limited',
        'unavailable',
        'internal',
      ),
      message: filled,
      retryAfterMs: optional(count),
    },
  ],
]);

/** Returns how a frame departs from the protocol's page. One of a type that the page lacks does not. */
export function departuresOf(data: string): readonly string[] {
  const bytes = Buffer.byteLength(data);
  if (bytes > FRAME_BYTES_MAX) return [`A frame of ${bytes} bytes: at most ${FRAME_BYTES_MAX}`];
  const frame: unknown = JSON.parse(data);
  if (typeof frame !== 'object' || frame === null) return [`Not an object: ${data}`];
  if (!('type' in frame)) return [`A gateway's error: ${data}`];
  const wrong = mismatches(FRAMES.get(String(frame.type)) ?? {}, frame);
  return wrong.length > 0 ? [`Wrong ${wrong.join(', ')} in ${data}`] : [];
}
