/** The functions as Lambda calls them, in this process, on stand-ins for what they call: a customer's talk from end to end. */
import type { handler as Handler } from '@agentic-service-bot/aws/handlers/work';
import { Issuer, record, ring, settings } from '@agentic-service-bot/aws/testing';
import { smartHome } from '@agentic-service-bot/smart-home';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

import { startFauxqs, type FauxqsServer } from 'fauxqs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startDynoxide, type Dynoxide } from '../support/aws/dynoxide.ts';
import { managementApi, type ManagementApi, type ManagedSocket } from '../support/aws/management-api.ts';
import { schedulesApi, type Schedules } from '../support/aws/schedules.ts';
import { createTables, dynamoClient } from '../support/aws/tables.ts';

const access = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
const methodArn = 'arn:aws:execute-api:us-east-1:111122223333:api/live/$connect';
type Work = typeof Handler;
const context = {
  awsRequestId: 'request-1',
  functionName: 'function',
  getRemainingTimeInMillis: () => 60_000,
} as Parameters<Work>[1];

let dynoxide: Dynoxide;
let fauxqs: FauxqsServer;
let management: ManagementApi;
let schedules: Schedules;
let sqs: SQSClient;
const issuer = new Issuer();
const written: string[] = [];
let topic: string;
let queueUrl: string;

beforeAll(async () => {
  [dynoxide, fauxqs, management, schedules] = await Promise.all([
    startDynoxide(),
    startFauxqs({ port: 0, logger: false }),
    managementApi(),
    schedulesApi(),
  ]);
  const dynamo = dynamoClient(dynoxide.endpoint);
  const tables = await createTables(dynamo);
  dynamo.destroy();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  sqs = new SQSClient({ region: 'us-east-1', endpoint: fauxqs.address, credentials });
  const queue = fauxqs.createQueue('doorbell.fifo', { attributes: { FifoQueue: 'true' } });
  // Its host is one that not every machine finds.
  queueUrl = `${fauxqs.address}${new URL(queue.queueUrl).pathname}`;
  topic = fauxqs.createTopic('critical').topicArn;
  const { MODEL: _model, MODEL_SECRET: _secret, ...all } = settings;
  const environment = {
    ...all,
    ...access,
    AUTH_ISSUER: issuer.url.href,
    CRITICAL_TOPIC_ARN: topic,
    QUEUE_URL: queueUrl,
    WEBSOCKET_ENDPOINT: management.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: dynoxide.endpoint,
    AWS_ENDPOINT_URL_SCHEDULER: schedules.endpoint,
    AWS_ENDPOINT_URL_SNS: fauxqs.address,
    AWS_ENDPOINT_URL_SQS: fauxqs.address,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  for (const [name, physical] of Object.entries(tables)) vi.stubEnv(`TABLE_${name.toUpperCase()}`, physical);
  vi.stubGlobal('fetch', issuer.fetch);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
});

afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  sqs.destroy();
  await Promise.all([dynoxide.stop(), fauxqs.stop(), management.stop(), schedules.stop()]);
});

/** Opens a socket as API Gateway does: asks who it is, then connects. */
async function connect(
  claims: object,
): Promise<{ socket: ManagedSocket; authorizer: unknown; token: string }> {
  const { handler: authorize } = await import('@agentic-service-bot/aws/handlers/authorize');
  const { handler: connected } = await import('@agentic-service-bot/aws/handlers/connect');
  const token = issuer.token(claims);
  const headers = { 'Sec-WebSocket-Protocol': `asb.v1, ${token}`, Origin: 'http://localhost:3000' };
  const { policyDocument, context: authorizer } = await authorize({ methodArn, headers });
  expect(policyDocument.Statement[0]?.Effect).toBe('Allow');
  expect(await connected()).toMatchObject({
    statusCode: 200,
    headers: { 'Sec-WebSocket-Protocol': 'asb.v1' },
  });
  return { socket: management.open(), authorizer, token };
}

type Frame = Record<string, unknown>;
/** What EventBridge Scheduler sends. */
interface Firing {
  readonly timer: { readonly customerId: string };
}

/** Sends a frame; returns what came on the socket meanwhile. */
async function say(
  { socket, authorizer }: Awaited<ReturnType<typeof connect>>,
  frame: object,
): Promise<Frame[]> {
  const { handler } = await import('@agentic-service-bot/aws/handlers/receive');
  const before = socket.frames.length;
  const requestContext = { connectionId: socket.id, authorizer };
  const answer = await handler({ requestContext, body: JSON.stringify(frame) }, context);
  expect(answer.statusCode).toBe(200);
  return framesOf(socket).slice(before);
}

const framesOf = ({ frames }: ManagedSocket): Frame[] => frames.map((frame) => JSON.parse(frame) as Frame);

const chunksOf = (socket: ManagedSocket): Frame[] =>
  framesOf(socket).flatMap(({ chunk }) => (chunk === undefined ? [] : [chunk as Frame]));

/** The conversations that were rung. */
async function rung(): Promise<string[]> {
  const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 });
  const { Messages: messages = [] } = await sqs.send(receive);
  return messages.map(
    ({ Body: body = '' }) => (JSON.parse(body) as { conversationId: string }).conversationId,
  );
}

const event = (conversationId: string): Parameters<Work>[0] => ({
  Records: [ring(conversationId, Date.now())],
});

// The first to need the functions' modules waits for them to load, on a busy machine for seconds.
it(
  'a customer who comes with the demo is answered, from the handshake to the last chunk',
  { timeout: 60_000 },
  async () => {
    const { handler: seed } = await import('@agentic-service-bot/aws/handlers/seed');
    const { handler: work } = await import('@agentic-service-bot/aws/handlers/work');
    expect(await seed()).toEqual({ customers: smartHome.demo.customers.length });
    expect(schedules.schedules.size).toBeGreaterThan(0);

    const ann = await connect({ sub: 'cust_001' });
    expect(await say(ann, { action: 'hello' })).toMatchObject([
      { type: 'welcome', principal: { id: 'cust_001', role: 'customer' }, serviceLevel: { name: 'basic' } },
    ]);
    const text = 'what devices do I have?';
    const sent = await say(ann, { action: 'sendMessage', requestId: 'r1', text });
    expect(sent.at(-1)).toMatchObject({ type: 'accepted', requestId: 'r1' });
    const [conversationId = ''] = await rung();
    expect(sent.at(-1)?.['conversationId']).toBe(conversationId);

    expect(await work(event(conversationId), context)).toEqual({ batchItemFailures: [] });
    const chunks = chunksOf(ann.socket);
    expect(chunks[0]).toMatchObject({ type: 'start' });
    expect(chunks.find(({ type }) => type === 'tool-output-available')).toMatchObject({
      output: { status: 'done' },
    });
    const words = chunks.map(({ delta }) => (typeof delta === 'string' ? delta : ''));
    expect(words.join('')).toContain('Living room speaker');
    expect(chunks.at(-1)).toEqual({ type: 'finish' });
    // A doorbell that rings twice says nothing twice.
    const { length } = ann.socket.frames;
    await work(event(conversationId), context);
    expect(ann.socket.frames).toHaveLength(length);

    const log = written.join('');
    expect(log).toContain('"message":"turn-finished"');
    expect(log).toContain('TimeToFirstChunk');
    expect(log).toContain('request-1');
    expect(log).not.toContain(text);
    expect(log).not.toContain('Living room speaker');
    expect(log).not.toContain(ann.token);
  },
);

it('what the queue gave up is ended in words, and a person is called', async () => {
  const { handler: closeTurn } = await import('@agentic-service-bot/aws/handlers/close-turn');
  const { handler: alertOperators } = await import('@agentic-service-bot/aws/handlers/alert-operators');
  const bob = await connect({ sub: 'bob' });
  await say(bob, { action: 'hello' });
  await say(bob, { action: 'sendMessage', requestId: 'r1', text: 'hello?' });
  const [conversationId = ''] = await rung();
  expect(await closeTurn(event(conversationId), context)).toEqual({ batchItemFailures: [] });
  expect(chunksOf(bob.socket).at(-1)).toEqual({ type: 'finish' });
  expect(framesOf(bob.socket).at(-1)).toMatchObject({ conversation: { status: 'waiting' } });
  // Nobody is called before five minutes are over.
  await alertOperators({}, context);
  expect(written.join('')).not.toContain('"raised"');
});

it('a routine tells its outcome in a reply that the worker makes', async () => {
  const { handler: runRoutine } = await import('@agentic-service-bot/aws/handlers/run-routine');
  const { handler: work } = await import('@agentic-service-bot/aws/handlers/work');
  const { id = '' } =
    smartHome.demo.customers.find(({ level, timers }) => level === 'enterprise' && timers.length > 0) ?? {};
  const inputs = [...schedules.schedules.values()].map(({ Target }) => Target.Input);
  const input = inputs.find((text) => (JSON.parse(text) as Firing).timer.customerId === id) ?? '';
  const owner = await connect({ sub: id });
  await say(owner, { action: 'hello' });
  const planned = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const firing = record('routine', input.replace('<aws.scheduler.scheduled-time>', planned));
  expect(await runRoutine({ Records: [firing] }, context)).toEqual({ batchItemFailures: [] });
  const [conversationId = ''] = await rung();
  expect(await work(event(conversationId), context)).toEqual({ batchItemFailures: [] });
  expect(chunksOf(owner.socket).find(({ type }) => type === 'tool-output-available')).toMatchObject({
    output: { status: 'done' },
  });
  expect(chunksOf(owner.socket).at(-1)).toEqual({ type: 'finish' });
});

it('a turn whose time runs out rings anew, and is finished by the next run', async () => {
  const { handler: work } = await import('@agentic-service-bot/aws/handlers/work');
  const eve = await connect({ sub: 'eve' });
  await say(eve, { action: 'hello' });
  await say(eve, { action: 'sendMessage', requestId: 'r1', text: 'what does premium add?' });
  const [conversationId = ''] = await rung();
  const { Records } = event(conversationId);
  const hurried = { ...context, getRemainingTimeInMillis: () => 15_000 };
  // The queue has the first message yet: the second is behind it.
  expect(await work({ Records }, hurried)).toEqual({ batchItemFailures: [] });
  expect(chunksOf(eve.socket).some(({ type }) => type === 'finish')).toBe(false);
  expect(JSON.stringify(fauxqs.inspectQueue('doorbell.fifo'))).toContain(
    JSON.stringify(JSON.stringify({ conversationId, handBacks: 1 })),
  );
  expect(await work({ Records }, context)).toEqual({ batchItemFailures: [] });
  expect(chunksOf(eve.socket).at(-1)).toEqual({ type: 'finish' });
});

it('a socket that has closed is forgotten; one whose token has ended, and one that sends bytes, are closed', async () => {
  const { handler: disconnect } = await import('@agentic-service-bot/aws/handlers/disconnect');
  const { handler: receive } = await import('@agentic-service-bot/aws/handlers/receive');
  const gone = await connect({ sub: 'cara' });
  const here = await connect({ sub: 'cara' });
  await say(gone, { action: 'hello' });
  await say(here, { action: 'hello' });
  await disconnect({ requestContext: { connectionId: gone.socket.id } });
  const { length } = gone.socket.frames;
  await say(here, { action: 'sendMessage', requestId: 'r1', text: 'hello?' });
  expect(gone.socket.frames).toHaveLength(length);
  expect(framesOf(here.socket).some(({ type }) => type === 'message')).toBe(true);

  const bytes = { connectionId: gone.socket.id, authorizer: gone.authorizer };
  await receive({ requestContext: bytes, body: 'AAEC', isBase64Encoded: true }, context);
  expect(await say(gone, { action: 'ping' })).toEqual([]);

  const ended = await connect({ sub: 'dan', exp: Math.ceil(Date.now() / 1000) + 1 });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_000 });
  expect(await say(ended, { action: 'ping' })).toMatchObject([{ type: 'error', code: 'unauthorized' }]);
  vi.useRealTimers();
  expect(await say(ended, { action: 'ping' })).toEqual([]);
});
