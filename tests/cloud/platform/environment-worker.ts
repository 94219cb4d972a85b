/**
 * One execution environment of a function: a thread that loads the bundle as it ships and runs one event at a time. Its clock
 * is the platform's, and every HTTPS host is reached through the platform's wire; nothing in the bundle knows of either.
 */
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/** What a new environment is given. */
export interface EnvironmentData {
  readonly bundle: string;
  /** The name of the bundle's export. */
  readonly handler: string;
  /** Milliseconds by which the platform's clock is ahead, in memory that is shared. */
  readonly ahead: Float64Array;
  /** Port of the platform's wire on loopback. */
  readonly wire: number;
}

/** One event for it. */
export interface InvokeMessage {
  readonly event: string;
  readonly requestId: string;
  readonly functionName: string;
  readonly functionArn: string;
  /** When its time is over, milliseconds since 1970 by the platform's clock. */
  readonly deadline: number;
}

/** What came of it. */
export type ResultMessage =
  | { readonly payload: string }
  | { readonly error: { readonly errorType: string; readonly errorMessage: string } };

type Handler = (event: unknown, context: unknown) => unknown;

const data = workerData as EnvironmentData;
const port = parentPort;
if (port === null) throw new Error('An environment runs in a thread.');

const RealDate = Date;
const now = (): number => RealDate.now() + (data.ahead[0] ?? 0);
globalThis.Date = new Proxy(RealDate, {
  construct: (date, given, self) =>
    Reflect.construct(date, given.length === 0 ? [now()] : given, self) as Date,
  apply: () => new RealDate(now()).toString(),
  get: (date, name) => (name === 'now' ? now : (Reflect.get(date, name) as unknown)),
});

const agent = new http.Agent({ keepAlive: true });

/** Sends what is for an HTTPS host to the wire instead, which reads the host from the header. */
const toWire = (...given: unknown[]): http.ClientRequest => {
  const answered = given.find((each) => typeof each === 'function') as
    ((response: http.IncomingMessage) => void) | undefined;
  const [first, second] = given;
  const target = typeof first === 'string' ? new URL(first) : first;
  const options = (target instanceof URL ? second : target) as https.RequestOptions | undefined;
  const url = target instanceof URL ? target : undefined;
  const host = url?.host ?? options?.hostname ?? options?.host ?? '';
  return http.request(
    {
      agent,
      host: '127.0.0.1',
      port: data.wire,
      method: options?.method ?? 'GET',
      path: url === undefined ? (options?.path ?? '/') : `${url.pathname}${url.search}`,
      headers: { ...(options?.headers as http.OutgoingHttpHeaders | undefined), host },
      ...(options?.signal && { signal: options.signal }),
    },
    answered,
  );
};
Object.assign(https, {
  request: toWire,
  get: (...given: unknown[]) => {
    const request = toWire(...given);
    request.end();
    return request;
  },
});
syncBuiltinESMExports();

globalThis.fetch = async (input, init) => {
  const asked = new Request(input, init);
  const body = Buffer.from(await asked.arrayBuffer());
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const options = {
      method: asked.method,
      headers: Object.fromEntries(asked.headers),
      signal: asked.signal,
    };
    toWire(new URL(asked.url), options, resolve).on('error', reject).end(body);
  });
  const headers = Object.entries(response.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const stream = Readable.toWeb(response) as ReadableStream;
  return new Response(stream, { status: response.statusCode ?? 500, headers });
};

const loaded = import(pathToFileURL(data.bundle).href) as Promise<Record<string, Handler | undefined>>;
// Told to whoever invokes it.
loaded.catch(() => undefined);

port.on('message', (message: InvokeMessage) => {
  void run(message).then((result) => {
    port.postMessage(result);
  });
});

async function run(message: InvokeMessage): Promise<ResultMessage> {
  try {
    const handler = (await loaded)[data.handler];
    if (handler === undefined) throw new Error(`${data.bundle} exports no ${data.handler}.`);
    const result = await handler(JSON.parse(message.event), {
      awsRequestId: message.requestId,
      functionName: message.functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: message.functionArn,
      memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
      logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'],
      logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, message.deadline - now()),
    });
    return { payload: JSON.stringify(result ?? null) };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    console.error(error.stack);
    return { error: { errorType: error.name, errorMessage: error.message } };
  }
}
