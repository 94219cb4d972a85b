import * as z from 'zod';
import type { AwsCall } from './aws-call.ts';
import { json, refusal } from './answers.ts';
import type { PlatformClock } from './clock.ts';
import { nextFiring } from './schedule-time.ts';
import { scalar } from '../template/resolve.ts';
import type { Answer } from './wire.ts';

const schedule = z.object({
  ScheduleExpression: z.string().refine(isExpression, 'Invalid Schedule Expression'),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  FlexibleTimeWindow: z.object({ Mode: z.enum(['OFF', 'FLEXIBLE']) }),
  Target: z.object({
    Arn: z.string(),
    RoleArn: z.string(),
    Input: z.string().optional(),
    DeadLetterConfig: z.object({ Arn: z.string().optional() }).optional(),
    RetryPolicy: z.object({ MaximumRetryAttempts: z.coerce.number().optional() }).optional(),
  }),
});
export type Schedule = z.infer<typeof schedule>;

/** A time that has come. */
export interface Firing {
  /** `<group>/<name>`. */
  readonly schedule: string;
  readonly target: Schedule['Target'];
  /** The target's input, the context's attributes filled in. */
  readonly input: string;
  readonly plannedAt: Date;
}

interface Entry {
  readonly schedule: Schedule;
  readonly since: Date;
  cancel: () => void;
}

function isExpression(text: string): boolean {
  try {
    nextFiring(text, 'UTC', new Date(0), new Date(0));
    return true;
  } catch {
    return false;
  }
}

/** Retries of a schedule that says nothing of them. */
const RETRIES = 185;
const RETRY_MS = 60_000;

/** EventBridge Scheduler: schedules on the wire and of the template, fired by the platform's clock. */
export class Scheduler {
  /** While it is held, nothing fires by itself: what is due then is left out. */
  isHeld = false;
  readonly #clock: PlatformClock;
  readonly #groups: ReadonlySet<string>;
  readonly #fire: (firing: Firing) => Promise<'delivered' | 'failed'>;
  readonly #drop: (firing: Firing) => Promise<void>;
  readonly #entries = new Map<string, Entry>();

  /** `fire` delivers to the target; `drop` puts what could not be delivered where the schedule says. */
  constructor(options: {
    readonly clock: PlatformClock;
    readonly groups: ReadonlySet<string>;
    readonly fire: (firing: Firing) => Promise<'delivered' | 'failed'>;
    readonly drop: (firing: Firing) => Promise<void>;
  }) {
    this.#clock = options.clock;
    this.#groups = options.groups;
    this.#fire = options.fire;
    this.#drop = options.drop;
  }

  /** The names of all schedules, `<group>/<name>`, with their expressions. */
  get schedules(): ReadonlyMap<string, Schedule> {
    return new Map([...this.#entries].map(([name, entry]) => [name, entry.schedule]));
  }

  /** Sets a schedule, in the place of the one of that name. */
  set(name: string, data: unknown): void {
    this.#entries.get(name)?.cancel();
    const entry: Entry = {
      schedule: schedule.parse(data),
      since: new Date(this.#clock.now()),
      cancel: () => undefined,
    };
    this.#entries.set(name, entry);
    this.#wind(name, entry, entry.since);
  }

  /** Forgets a schedule. */
  delete(name: string): void {
    this.#entries.get(name)?.cancel();
    this.#entries.delete(name);
  }

  /** Fires a schedule now, as it would at its time, which is now unless another is said; its next time stays what it was. */
  async fire(name: string, plannedAt = new Date(this.#clock.now())): Promise<void> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new Error(`There is no schedule ${name}.`);
    await this.#deliver(this.#firing(name, entry, plannedAt), 0);
  }

  answer(call: AwsCall): Answer {
    const { pathname, searchParams } = new URL(call.path, 'http://scheduler');
    if (call.operation === 'ListSchedules') return this.#list(searchParams);
    const own = decodeURIComponent(pathname.split('/')[2] ?? '');
    const group = scalar(call.input['GroupName']) ?? searchParams.get('groupName') ?? 'default';
    const name = `${group}/${own}`;
    if (!this.#groups.has(group)) {
      return refusal(call, 'ResourceNotFoundException', `Schedule group ${group} does not exist.`, 404);
    }
    if (!/^[0-9a-zA-Z-_.]{1,64}$/.test(own)) {
      return refusal(call, 'ValidationException', `${own} is no name of a schedule.`);
    }
    const isThere = this.#entries.has(name);
    if (call.operation === 'CreateSchedule' && isThere) {
      return refusal(call, 'ConflictException', `Schedule ${own} already exists.`, 409);
    }
    if (call.operation !== 'CreateSchedule' && !isThere) {
      return refusal(call, 'ResourceNotFoundException', `Schedule ${own} does not exist.`, 404);
    }
    switch (call.operation) {
      case 'DeleteSchedule':
        this.delete(name);
        return json({});
      case 'GetSchedule':
        return json({ Name: own, GroupName: group, ...this.#entries.get(name)?.schedule });
      default: {
        const parsed = schedule.safeParse(call.input);
        if (!parsed.success)
          return refusal(
            call,
            'ValidationException',
            parsed.error.issues.map(({ message }) => message).join('; '),
          );
        this.set(name, call.input);
        return json({ ScheduleArn: `arn:aws:scheduler:us-east-1:000000000000:schedule/${name}` });
      }
    }
  }

  /** All at once: pages are for those who keep thousands. */
  #list(query: URLSearchParams): Answer {
    const prefix = `${query.get('ScheduleGroup') ?? ''}/${query.get('NamePrefix') ?? ''}`;
    const names = [...this.#entries.keys()].filter((name) => name.startsWith(prefix));
    return json({ Schedules: names.map((name) => ({ Name: name.split('/')[1] })) });
  }

  #wind(name: string, entry: Entry, after: Date): void {
    const { ScheduleExpression, ScheduleExpressionTimezone, State } = entry.schedule;
    if (State === 'DISABLED') return;
    const plannedAt = nextFiring(ScheduleExpression, ScheduleExpressionTimezone, entry.since, after);
    if (plannedAt === undefined) {
      if (entry.schedule.ActionAfterCompletion === 'DELETE') this.#entries.delete(name);
      return;
    }
    entry.cancel = this.#clock.after(plannedAt.getTime() - this.#clock.now(), () => {
      if (!this.isHeld) void this.#deliver(this.#firing(name, entry, plannedAt), 0);
      // Where the clock has jumped over several times, they are one.
      this.#wind(name, entry, new Date(Math.max(plannedAt.getTime(), this.#clock.now())));
    });
  }

  #firing(name: string, { schedule: { Target } }: Entry, plannedAt: Date): Firing {
    const at = plannedAt.toISOString().replace(/\.\d+Z$/, 'Z');
    const input = (Target.Input ?? '{}')
      .replaceAll('<aws.scheduler.scheduled-time>', at)
      .replaceAll('<aws.scheduler.schedule-arn>', name);
    return { schedule: name, target: Target, input, plannedAt };
  }

  async #deliver(firing: Firing, tries: number): Promise<void> {
    if ((await this.#fire(firing)) === 'delivered') return;
    if (tries >= (firing.target.RetryPolicy?.MaximumRetryAttempts ?? RETRIES))
      return await this.#drop(firing);
    this.#clock.after(RETRY_MS, () => void this.#deliver(firing, tries + 1));
  }
}
