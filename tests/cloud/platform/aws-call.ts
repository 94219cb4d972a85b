import type { IncomingHttpHeaders } from 'node:http';

/** A call of AWS as it came on the wire, and as much of it as is read. */
export interface AwsCall {
  /** As the host names it: `dynamodb`, `sqs`, `execute-api`, … */
  readonly service: string;
  /** The API's operation. */
  readonly operation: string;
  readonly method: string;
  readonly host: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** What the operation is given: the body's fields, or the form's. */
  readonly input: Input;
}

/** Fields by name; those that are not there are undefined. */
export type Input = Readonly<Record<string, unknown>>;

/** REST APIs, told apart by their method and path. */
const REST = new Map<string, readonly (readonly [method: string, path: RegExp, operation: string])[]>([
  [
    'execute-api',
    [
      ['POST', /\/@connections\/[^/]+$/, 'PostToConnection'],
      ['GET', /\/@connections\/[^/]+$/, 'GetConnection'],
      ['DELETE', /\/@connections\/[^/]+$/, 'DeleteConnection'],
    ],
  ],
  [
    'scheduler',
    [
      ['POST', /^\/schedules\/[^/]+$/, 'CreateSchedule'],
      ['PUT', /^\/schedules\/[^/]+$/, 'UpdateSchedule'],
      ['DELETE', /^\/schedules\/[^/]+$/, 'DeleteSchedule'],
      ['GET', /^\/schedules\/[^/]+$/, 'GetSchedule'],
      ['GET', /^\/schedules$/, 'ListSchedules'],
    ],
  ],
]);

/** Reads a call from its request. Throws on what is no call of AWS that the simulated cloud knows. */
export function readCall(
  request: {
    readonly method?: string | undefined;
    readonly url?: string | undefined;
    readonly headers: IncomingHttpHeaders;
  },
  body: Buffer,
): AwsCall {
  const { method = 'GET', url: path = '/', headers } = request;
  const host = headers.host ?? '';
  const parts = host.split('.');
  const service =
    parts.at(-3) === 'execute-api' || parts.at(-4) === 'execute-api' ? 'execute-api' : (parts[0] ?? '');
  return { service, method, host, path, headers, body, ...operationOf(service, method, path, headers, body) };
}

function operationOf(
  service: string,
  method: string,
  path: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): { operation: string; input: Input } {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    return { operation: target.split('.').at(-1) ?? '', input: json(body) };
  }
  const [bare = ''] = path.split('?');
  const rest = REST.get(service)?.find(([verb, pattern]) => verb === method && pattern.test(bare));
  if (rest !== undefined) {
    return { operation: rest[2], input: service === 'execute-api' ? {} : json(body) };
  }
  const form = Object.fromEntries(new URLSearchParams(body.toString()));
  if (form['Action'] !== undefined) return { operation: form['Action'], input: form };
  throw new Error(`${method} ${service}${path} is no call that the simulated cloud knows.`);
}

const json = (body: Buffer): Input => (body.length === 0 ? {} : (JSON.parse(body.toString()) as Input));
