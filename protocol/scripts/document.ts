import * as z from 'zod';
import * as protocol from '../src/index.ts';
import type { ClientAction, ServerFrame } from '../src/index.ts';

type ServerType = ServerFrame['type'];

const SCHEMAS = {
  ActionOutput: protocol.actionOutput,
  ApprovalDescriptor: protocol.approvalDescriptor,
  Chunk: protocol.chunk,
  ConversationView: protocol.conversationView,
  ErrorCode: protocol.errorCode,
  Message: protocol.message,
  MessageMetadata: protocol.messageMetadata,
  MessagePart: protocol.messagePart,
  Principal: protocol.principal,
};

/** Who sends a client's frame, what for, and what answers it when it is not refused. */
const ACTIONS: Record<ClientAction, { summary: string; answers: ServerType[] }> = {
  hello: {
    summary: 'Begins: the first frame of every connection. Nothing is pushed before it.',
    answers: ['welcome'],
  },
  sendMessage: {
    summary: 'Says something. Without a `conversationId` a new conversation begins.',
    answers: ['accepted'],
  },
  approve: { summary: 'Answers an approval with yes or no.', answers: ['accepted'] },
  cancel: { summary: 'Ends the reply in progress, if there is one.', answers: ['ok'] },
  resume: {
    summary: `Asks for the frames after a \`seq\`: at most ${protocol.RESUME_PAGE}, in order, then \`resumed\`.`,
    answers: ['chunk', 'message', 'conversation', 'resumed'],
  },
  history: {
    summary: `Asks for whole messages: the newest ${protocol.HISTORY_PAGE}, or those before one.`,
    answers: ['history'],
  },
  listConversations: {
    summary: "Asks for a page of the customer's conversations.",
    answers: ['conversations'],
  },
  requestHuman: { summary: 'Asks for a person; the status becomes `waiting`.', answers: ['ok'] },
  rate: { summary: 'Rates a message; the last rating counts.', answers: ['ok'] },
  ping: { summary: 'Keeps the connection open: send one every 5 minutes.', answers: ['pong'] },
  watchInbox: { summary: 'Asks for the inbox, and for changes from then on.', answers: ['inbox'] },
  takeOver: { summary: 'Takes a conversation over from the bot.', answers: ['summary', 'ok'] },
  handBack: { summary: 'Gives a conversation back to the bot.', answers: ['ok'] },
  close: { summary: 'Closes a conversation.', answers: ['ok'] },
  reply: { summary: 'Says something to the customer.', answers: ['accepted', 'message'] },
  audit: { summary: 'Asks what the bot decided and did in a conversation.', answers: ['audit'] },
};

const ANSWERS: Record<ServerType, string> = {
  welcome: 'Who is connected and, for a customer, what they can do.',
  accepted: 'What was sent is stored and will not be lost.',
  chunk: 'A step in the making of a reply.',
  message: 'A whole message; replaces what is known of the message with the same id.',
  conversation: 'A conversation as it is now; has a `seq` when its status changed.',
  resumed: 'Everything up to `seq` was sent.',
  history: 'Whole messages of a conversation.',
  conversations: "A page of the customer's conversations.",
  inbox: 'A page of the conversations that operators see: waiting ones first, by priority, then by time.',
  audit: 'A page of what the bot decided and did, oldest first.',
  summary: 'What a person who takes a conversation over should know.',
  ok: 'It was done.',
  pong: 'The answer to `ping`.',
  error: `Refused, and nothing was stored. ${codes()}`,
};

const PUSHED: ServerType[] = ['chunk', 'message', 'conversation'];

/** The AsyncAPI 3 document of the protocol, from the server's point of view. */
export function asyncapiDocument(version: string): Record<string, unknown> {
  const schemas: Record<string, z.ZodType> = { ...SCHEMAS };
  const messages: Record<string, unknown> = {};
  const operations: Record<string, unknown> = {};
  for (const option of protocol.clientFrame.options) {
    const action = option.shape.action.value;
    const { summary, answers } = ACTIONS[action];
    const name = clientName(action);
    schemas[name] = option;
    messages[name] = described(name, summary);
    operations[action] = {
      action: 'receive',
      channel: { $ref: '#/channels/chat' },
      summary,
      tags: senders(action).map((sender) => ({ name: sender })),
      messages: [inChannel(name)],
      reply: {
        channel: { $ref: '#/channels/chat' },
        messages: [...answers, 'error' as const].map((type) => inChannel(serverName(type))),
      },
    };
  }
  for (const option of protocol.serverFrame.options) {
    const type = option.shape.type.value;
    const name = serverName(type);
    schemas[name] = option;
    messages[name] = described(name, ANSWERS[type]);
  }
  operations['push'] = {
    action: 'send',
    channel: { $ref: '#/channels/chat' },
    summary: 'What happens in a conversation, as it happens.',
    messages: PUSHED.map((type) => inChannel(serverName(type))),
  };
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Agentic Service Bot: the chat protocol',
      version,
      description: 'What travels on the WebSocket. The rules that no schema can say are in protocol.md.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: SERVERS,
    channels: {
      chat: {
        address: '/',
        description: 'One connection: text frames, each one JSON object.',
        messages: Object.fromEntries(
          Object.keys(messages).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
        ),
      },
    },
    operations,
    components: { messages, schemas: jsonSchemas(schemas), securitySchemes: SECURITY_SCHEMES },
  };
}

const SERVERS = {
  oneMachine: {
    host: 'localhost:3000',
    pathname: '/ws',
    protocol: 'ws',
    description: 'One machine (`npm start`)',
    security: [{ $ref: '#/components/securitySchemes/token' }],
  },
  aws: {
    host: '{apiId}.execute-api.{region}.amazonaws.com',
    pathname: '/{stage}',
    protocol: 'wss',
    description: 'AWS; a custom domain has the path `/ws`',
    variables: {
      apiId: { description: "The WebSocket API's id" },
      region: { default: 'us-east-1' },
      stage: { description: "The API's stage" },
    },
    security: [{ $ref: '#/components/securitySchemes/token' }],
  },
};

const SECURITY_SCHEMES = {
  token: {
    type: 'httpApiKey',
    in: 'header',
    name: 'Sec-WebSocket-Protocol',
    description: `The subprotocols \`${protocol.SUBPROTOCOL}\` and the token (a JWT), in this order.`,
  },
};

const clientName = (action: ClientAction): string => `${capitalized(action)}Request`;
const serverName = (type: ServerType): string => `${capitalized(type)}Frame`;
const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const inChannel = (name: string): { $ref: string } => ({ $ref: `#/channels/chat/messages/${name}` });

const described = (name: string, summary: string): Record<string, unknown> => ({
  name,
  summary,
  payload: { $ref: `#/components/schemas/${name}` },
});

function senders(action: ClientAction): string[] {
  return [
    ...(protocol.CUSTOMER_ACTIONS.has(action) ? ['customer'] : []),
    ...(protocol.OPERATOR_ACTIONS.has(action) ? ['operator'] : []),
  ];
}

function codes(): string {
  return [...protocol.ERROR_CODES].map(([code, meaning]) => `\`${code}\`: ${meaning}`).join(' ');
}

/** Schemas that refer to each other by name. As input: a reader ignores what it does not know. */
function jsonSchemas(schemas: Record<string, z.ZodType>): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const generated = z.toJSONSchema(registry, {
    target: 'draft-7',
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return Object.fromEntries(
    Object.entries(generated.schemas).map(([id, schema]) => [id, withoutIdentity(schema)]),
  );
}

/** Where a schema stands in the document is its identity; its dialect is the document's. */
const withoutIdentity = (schema: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'));
