import * as z from 'zod';
import { bodyOf, serve, type HttpServer } from './http-server.ts';

const schedule = z.strictObject({
  GroupName: z.literal('routines'),
  ScheduleExpression: z.string().regex(/^(?:at|cron)\(.+\)$/u),
  ScheduleExpressionTimezone: z.string(),
  FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
  ActionAfterCompletion: z.literal('DELETE'),
  ClientToken: z.string(),
  Target: z.strictObject({
    Arn: z.string().startsWith('arn:aws:sqs:'),
    RoleArn: z.string().startsWith('arn:aws:iam:'),
    Input: z.string(),
    RetryPolicy: z.strictObject({
      MaximumEventAgeInSeconds: z.int().min(60).max(86_400),
      MaximumRetryAttempts: z.int().min(0).max(185),
    }),
    DeadLetterConfig: z.strictObject({ Arn: z.string().startsWith('arn:aws:sqs:') }),
  }),
});
export type Schedule = z.infer<typeof schedule>;

/** EventBridge Scheduler's API with one group, `routines`: it keeps what was set and fires nothing. */
export interface Schedules extends HttpServer {
  readonly schedules: ReadonlyMap<string, Schedule>;
  /** Forgets them all. */
  reset(): void;
}

export async function schedulesApi(): Promise<Schedules> {
  const schedules = new Map<string, Schedule>();
  const server = await serve(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://scheduler');
    const body = await bodyOf(request);
    const answer = (status: number, data: unknown, error?: string) => {
      response.writeHead(status, error === undefined ? {} : { 'x-amzn-errortype': error });
      response.end(JSON.stringify(data));
    };
    if (request.method === 'GET' && pathname === '/schedules') {
      const prefix = searchParams.get('NamePrefix') ?? '';
      const names = [...schedules.keys()].filter((name) => name.startsWith(prefix)).sort();
      // Pages of one: whoever lists must read on.
      const start = Number(searchParams.get('NextToken') ?? 0);
      const more = start + 1 < names.length ? { NextToken: String(start + 1) } : {};
      answer(200, { Schedules: names.slice(start, start + 1).map((Name) => ({ Name })), ...more });
      return;
    }
    const name = decodeURIComponent(pathname.split('/')[2] ?? '');
    if (!/^[0-9a-zA-Z-_.]{1,64}$/u.test(name)) return answer(400, { Message: name }, 'ValidationException');
    const isThere = schedules.has(name);
    if (request.method === 'POST' ? isThere : !isThere) {
      const [status, error] = isThere
        ? ([409, 'ConflictException'] as const)
        : ([404, 'ResourceNotFoundException'] as const);
      return answer(status, { Message: name }, error);
    }
    if (request.method === 'GET') return answer(200, { Name: name, ...schedules.get(name) });
    if (request.method === 'DELETE') {
      schedules.delete(name);
      return answer(200, {});
    }
    const parsed = schedule.safeParse(JSON.parse(body));
    if (!parsed.success)
      return answer(400, { Message: z.prettifyError(parsed.error) }, 'ValidationException');
    schedules.set(name, parsed.data);
    answer(200, { ScheduleArn: `arn:aws:scheduler:us-east-1:000000000000:schedule/routines/${name}` });
  });
  return { ...server, schedules, reset: () => schedules.clear() };
}
