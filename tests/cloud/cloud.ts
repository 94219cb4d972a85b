import { setTimeout } from 'node:timers/promises';
import { startFauxqs, type FauxqsServer } from 'fauxqs';
import { startDynoxide, type Dynoxide } from '../support/aws/dynoxide.ts';
import { Issuer, type Account } from '../support/issuer.ts';
import { documentAt } from '../support/web.ts';
import { rolesOf, type Role } from './iam/roles.ts';
import { evaluate, type Request } from './iam/evaluate.ts';
import { needsOf } from './iam/needs.ts';
import { accessDenied, refusal } from './platform/answers.ts';
import type { AwsCall } from './platform/aws-call.ts';
import { Calls } from './platform/calls.ts';
import { PlatformClock } from './platform/clock.ts';
import { costOf, createTables, dynamodb, tellingCost } from './platform/dynamodb.ts';
import { Gateway } from './platform/gateway.ts';
import { LambdaFunction } from './platform/lambda.ts';
import { Metrics } from './platform/metrics.ts';
import { QueuePoller } from './platform/queue-poller.ts';
import { createQueues, type SimulatedQueue } from './platform/queues.ts';
import { Scheduler, type Firing } from './platform/scheduler.ts';
import { Secrets } from './platform/secrets.ts';
import { Wire, type Answer, type Caller, type PlainRequest } from './platform/wire.ts';
import { apiOf, functionCalled } from './template/api.ts';
import type { Assembly } from './template/assembly.ts';
import { functionsOf, type FunctionDefinition } from './template/functions.ts';
import type { Place } from './template/identities.ts';
import { Resolver, scalar } from './template/resolve.ts';
import { userPoolOf } from './template/user-pool.ts';

/** The account that fauxqs has its queues in. */
const ACCOUNT = '000000000000';
const REGION = 'us-east-1';
/** Environments of one function that this machine runs at the same time. */
const ENVIRONMENTS = 4;
/** Lambda tries an event that nobody waits for again after these times, milliseconds. */
const ASYNC_RETRIES_MS = [60_000, 120_000];

/** Who the platform is when it calls SQS in a function's name. */
export const PLATFORM = 'event-source-mapping';

/** When a function dies that makes a call, before it takes effect or after; or the call only fails. */
export type Moment = 'before' | 'after' | 'fails';

export interface CloudOptions {
  readonly assembly: Assembly;
  readonly environments?: number;
  /** People who can sign in. */
  readonly accounts?: readonly Account[];
  /** In place of the stage's. */
  readonly throttle?: { readonly rate: number; readonly burst: number };
}

/** A text that was published to a topic. */
export interface Published {
  readonly topic: string;
  readonly subject: string | undefined;
  readonly message: string;
}

/** AWS, as far as a template needs it. */
export class Cloud {
  readonly clock = new PlatformClock();
  readonly calls = new Calls();
  readonly metrics = new Metrics();
  readonly secrets = new Secrets();
  readonly published: Published[] = [];
  /** Asked of every call in a function's name, which waits for it; what it says befalls the function there. */
  interrupt: (caller: Caller, call: AwsCall) => Moment | undefined | Promise<Moment | undefined> = () =>
    undefined;
  /** What functions wrote, by function. */
  readonly logs = new Map<string, string[]>();
  readonly resolver: Resolver;
  readonly place: Place;
  readonly definitions: ReadonlyMap<string, FunctionDefinition>;
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly queues: readonly SimulatedQueue[];
  readonly scheduler: Scheduler;
  readonly issuer: Issuer;
  readonly dynamodb: string;

  readonly #options: CloudOptions;
  readonly #roles: ReadonlyMap<string, Role>;
  readonly #tables: Dynoxide;
  readonly #fauxqs: FauxqsServer;
  readonly #wire: Wire;
  /** By the name of the queue. */
  readonly #pollers = new Map<string, QueuePoller>();
  #gateway: Gateway | undefined;
  #running = 0;
  /** Calls that functions wait for the answer of, by environment. */
  readonly #calling = new Map<string, number>();
  #retries = 0;

  private constructor(
    options: CloudOptions,
    parts: {
      place: Place;
      resolver: Resolver;
      tables: Dynoxide;
      fauxqs: FauxqsServer;
      wire: Wire;
      issuer: Issuer;
    },
  ) {
    this.#options = options;
    this.place = parts.place;
    this.resolver = parts.resolver;
    this.#tables = parts.tables;
    this.dynamodb = parts.tables.endpoint;
    this.#fauxqs = parts.fauxqs;
    this.#wire = parts.wire;
    this.issuer = parts.issuer;
    this.#roles = rolesOf(this.resolver);
    this.definitions = functionsOf(options.assembly, this.resolver, this.#roles);
    this.functions = new Map([...this.definitions].map(([name, each]) => [name, this.#function(each)]));
    this.queues = createQueues(this.#fauxqs, this.resolver);
    this.scheduler = new Scheduler({
      clock: this.clock,
      groups: new Set([
        'default',
        ...[...this.resolver.resources('AWS::Scheduler::ScheduleGroup').keys()].map((id) =>
          this.resolver.reference(id),
        ),
      ]),
      fire: (firing) => this.#fire(firing),
      drop: (firing) => this.#drop(firing),
    });
  }

  static async open(options: CloudOptions): Promise<Cloud> {
    const { assembly } = options;
    const place: Place = { account: ACCOUNT, region: REGION, stack: assembly.stack };
    const resolver = new Resolver(assembly.template, place);
    const opened: { cloud?: Cloud } = {};
    const here = (): Cloud => {
      if (opened.cloud === undefined) throw new Error('The cloud is not open yet.');
      return opened.cloud;
    };
    const [tables, fauxqs, wire] = await Promise.all([
      startDynoxide(),
      startFauxqs({ port: 0, logger: false }),
      Wire.open({
        now: () => here().clock.now(),
        call: (caller, call) => here().#calledBy(caller, call),
        // A provider that a test has started is on this machine; nothing else is asked.
        ask: async (host, request) =>
          host.startsWith('127.0.0.1:')
            ? await here().#forward(`http://${host}`, request)
            : await here().issuer.answer(documentAt(new URL(request.path, `https://${host}`))),
      }),
    ]);
    try {
      const cloud = new Cloud(options, {
        place,
        resolver,
        tables,
        fauxqs,
        wire,
        issuer: await Issuer.open({
          ...userPoolOf(resolver, place),
          accounts: options.accounts ?? [],
          now: () => here().clock.now(),
        }),
      });
      opened.cloud = cloud;
      await cloud.#start();
      return cloud;
    } catch (error) {
      await Promise.all([tables.stop(), fauxqs.stop(), wire.close()]);
      throw error;
    }
  }

  async #start(): Promise<void> {
    const { resolver } = this;
    await createTables(this.dynamodb, resolver);
    for (const id of resolver.resources('AWS::SNS::Topic').keys()) {
      this.#fauxqs.createTopic(resolver.attribute(id, 'TopicName'));
    }
    this.#gateway = await Gateway.open({
      ...apiOf(resolver, this.place, this.functions, this.clock),
      ...(this.#options.throttle && { throttle: this.#options.throttle }),
    });
    for (const [id, schedule] of resolver.resources('AWS::Scheduler::Schedule')) {
      this.scheduler.set(`${schedule.textOr('default', 'GroupName')}/${id}`, schedule.all);
    }
    await this.#poll();
  }

  get gateway(): Gateway {
    if (this.#gateway === undefined) throw new Error('The gateway is not open.');
    return this.#gateway;
  }

  /** A function by the name that the code gives it: `runRoutine`. */
  function(name: string): LambdaFunction {
    const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return functionCalled(this.functions, `${this.place.stack}-${dashed}`);
  }

  /** Whether a function runs or is about to: what only the clock can bring about is not. */
  get isWorking(): boolean {
    return (
      this.#running > 0 ||
      this.#calling.size > 0 ||
      this.gateway.isBusy ||
      [...this.#pollers].some(([queue, poller]) => poller.isBusy || this.#isMoving(queue, poller))
    );
  }

  /** Whether a function runs, or something waits for one: also a message that nobody sees before its visibility timeout. */
  get isBusy(): boolean {
    return (
      this.isWorking ||
      this.#retries > 0 ||
      [...this.#pollers.keys()].some((queue) => this.#waiting(queue) > 0)
    );
  }

  /** Settles once no function runs and none is about to. */
  async rest(): Promise<void> {
    while (this.isWorking) await setTimeout(1);
  }

  /** How many items a table has. */
  async count(TableName: string): Promise<number> {
    const { Count } = (await dynamodb(this.dynamodb, 'Scan', { TableName, Select: 'COUNT' })) as {
      Count: number;
    };
    return Count;
  }

  async close(): Promise<void> {
    for (const poller of this.#pollers.values()) poller.stop();
    await Promise.all([...this.functions.values()].map((each) => each.stop()));
    await this.gateway.close();
    this.clock.stop();
    await Promise.all([this.#fauxqs.stop(), this.#wire.close(), this.#tables.stop()]);
  }

  #messages(queue: string): NonNullable<ReturnType<FauxqsServer['inspectQueue']>>['messages'] {
    return this.#fauxqs.inspectQueue(queue)?.messages ?? { ready: [], delayed: [], inflight: [] };
  }

  #waiting(queue: string): number {
    return Object.values(this.#messages(queue)).flat().length;
  }

  /** Whether a message is about to be given to a function, or on its way there. */
  #isMoving(queue: string, poller: QueuePoller): boolean {
    const { ready, inflight } = this.#messages(queue);
    const locked = new Set(inflight.map(({ message }) => message.messageGroupId));
    return (
      inflight.some(({ receiptHandle }) => !poller.hides(receiptHandle)) ||
      ready.some(({ messageGroupId }) => messageGroupId === undefined || !locked.has(messageGroupId))
    );
  }

  #function(definition: FunctionDefinition): LambdaFunction {
    const { name, arn, bundle, handler, timeoutMs, memoryMb, environment, reservedConcurrency } = definition;
    const environments = Math.min(reservedConcurrency, this.#options.environments ?? ENVIRONMENTS);
    return new LambdaFunction(
      { name, arn, bundle, handler, timeoutMs, memoryMb, environment, region: REGION, environments },
      {
        clock: this.clock,
        wire: this.#wire.port,
        began: (_, environmentId) => {
          this.#log(definition, 'logs:CreateLogStream', environmentId);
        },
        wrote: (_, line) => {
          this.#log(definition, 'logs:PutLogEvents', '*');
          const lines = this.logs.get(name) ?? [];
          this.logs.set(name, lines);
          lines.push(line);
          this.metrics.read(line);
        },
        ended: (outcome, ms) => {
          // The platform's own lines: START, END, REPORT.
          this.#log(definition, 'logs:PutLogEvents', '*');
          const dimensions = { FunctionName: name };
          const at = this.clock.now();
          this.metrics.put('AWS/Lambda', 'Invocations', dimensions, [1], at);
          this.metrics.put('AWS/Lambda', 'Errors', dimensions, [outcome.ok ? 0 : 1], at);
          this.metrics.put('AWS/Lambda', 'Duration', dimensions, [ms], at);
        },
      },
    );
  }

  /** Lambda writes a function's log in the function's name. */
  #log({ name, role, logGroup }: FunctionDefinition, action: string, stream: string): void {
    const { account, region } = this.place;
    const resource = `arn:aws:logs:${region}:${account}:log-group:${logGroup}:log-stream:${stream}`;
    this.#decide(name, role, { action, resource });
  }

  #decide(functionName: string, role: Role, need: Request): 'allowed' | 'not allowed' | 'denied' {
    const decision = role.trusted.includes('lambda.amazonaws.com')
      ? evaluate(role.statements, need)
      : 'not allowed';
    const { action, resource } = need;
    this.calls.all.push({ functionName, action, resource, isAllowed: decision === 'allowed' });
    return decision;
  }

  /** A call that a function makes itself: it may take effect when the function is dead already. */
  async #calledBy(caller: Caller, call: AwsCall): Promise<Answer | undefined> {
    const count = (by: number): void => {
      const calls = this.callsOf(caller) + by;
      if (calls === 0) this.#calling.delete(caller.environment);
      else this.#calling.set(caller.environment, calls);
    };
    count(1);
    return await this.#call(caller, call).finally(() => {
      count(-1);
    });
  }

  /** How many calls a function waits for the answer of. */
  callsOf({ environment }: Caller): number {
    return this.#calling.get(environment) ?? 0;
  }

  /** A call in a function's name: judged, recorded, answered. */
  async #call(caller: Caller, call: AwsCall): Promise<Answer | undefined> {
    const definition = this.definitions.get(caller.functionName);
    if (definition === undefined) throw new Error(`${caller.functionName} is no function of ours.`);
    const { role } = definition;
    for (const need of [...needsOf(call, this.place), ...this.#keys(call)]) {
      const decision = this.#decide(caller.functionName, role, need);
      if (decision === 'allowed') continue;
      const who = `${role.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${caller.functionName}`;
      return accessDenied(call, who, need.action, need.resource, decision === 'denied');
    }
    const dies = await this.interrupt(caller, call);
    if (dies === 'before') return this.#kill(caller);
    if (dies === 'fails') return refusal(call, 'ValidationException', 'This call is to fail.');
    const answer = await this.#answer(caller, call);
    return dies === 'after' ? this.#kill(caller) : answer;
  }

  #kill({ functionName, environment }: Caller): undefined {
    this.functions.get(functionName)?.kill(environment);
  }

  /** Who publishes to an encrypted topic uses its key. */
  #keys(call: AwsCall): readonly Request[] {
    if (call.operation !== 'Publish') return [];
    const { account, region } = this.place;
    return [...this.resolver.resources('AWS::SNS::Topic')].flatMap(([id, topic]) => {
      const key = topic.at('KmsMasterKeyId');
      if (this.resolver.reference(id) !== call.input['TopicArn'] || typeof key !== 'string') return [];
      const resource = key.startsWith('arn:') ? key : `arn:aws:kms:${region}:${account}:key/${key}`;
      return ['kms:GenerateDataKey', 'kms:Decrypt'].map((action) => ({ action, resource }));
    });
  }

  async #answer(caller: Caller, call: AwsCall): Promise<Answer> {
    switch (call.service) {
      case 'dynamodb': {
        const answer = await this.#forward(this.dynamodb, call, tellingCost(call.body));
        if (answer.status === 200) {
          this.calls.consumed.push(...costOf(caller.functionName, call.operation, answer.body.toString()));
        }
        return answer;
      }
      case 'sns':
        this.published.push({
          topic: String(call.input['TopicArn']),
          subject: scalar(call.input['Subject']),
          message: String(call.input['Message']),
        });
        return await this.#forward(this.#fauxqs.address, call);
      case 'sqs':
        return await this.#forward(this.#fauxqs.address, call);
      case 'execute-api':
        return this.gateway.answer(call);
      case 'secretsmanager':
        return this.secrets.answer(call);
      case 'scheduler':
        return this.scheduler.answer(call);
      case 'monitoring':
        return this.metrics.answer(call);
      default:
        throw new Error(`Nothing here stands in for ${call.service}.`);
    }
  }

  async #forward(endpoint: string, call: PlainRequest, body = call.body): Promise<Answer> {
    const headers = Object.entries(call.headers).flatMap(([name, value]) =>
      typeof value === 'string' && !['host', 'content-length', 'connection'].includes(name)
        ? [[name, value] as [string, string]]
        : [],
    );
    const response = await fetch(`${endpoint}${call.path}`, {
      method: call.method,
      headers,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    return {
      status: response.status,
      headers: { 'content-type': response.headers.get('content-type') ?? 'application/json' },
      body: Buffer.from(await response.arrayBuffer()),
    };
  }

  /** Starts what Lambda does for the event source mappings of the template. */
  async #poll(): Promise<void> {
    for (const mapping of this.resolver.resources('AWS::Lambda::EventSourceMapping').values()) {
      const arn = mapping.text('EventSourceArn');
      const queue = this.queues.find((each) => each.arn === arn);
      if (queue === undefined) throw new Error(`${mapping.logicalId} is of no queue of ours.`);
      const target = functionCalled(this.functions, mapping.text('FunctionName'));
      if (target.options.timeoutMs > queue.visibilityMs) {
        throw new Error(
          `AWS refuses a queue whose messages are seen again before ${target.options.name} ends.`,
        );
      }
      const environments = target.options.environments;
      const poller = new QueuePoller({
        function: target,
        queueArn: arn,
        queueUrl: queue.url,
        visibilityMs: queue.visibilityMs,
        batchSize: Number(mapping.at('BatchSize') ?? 10),
        maximumConcurrency: Math.min(
          Number(mapping.at('ScalingConfig', 'MaximumConcurrency') ?? 1_000),
          environments,
        ),
        partial: mapping.list('FunctionResponseTypes').includes('ReportBatchItemFailures'),
        clock: this.clock,
        region: REGION,
        sqs: (operation, input) => this.#sqs(target.options.name, operation, input),
        release: (receiptHandle) => this.#release(queue.url, receiptHandle),
      });
      this.#pollers.set(queue.name, poller);
      await poller.start();
    }
  }

  /** Calls SQS in a function's name, as the platform does for it. */
  async #sqs(
    functionName: string,
    operation: string,
    input: Readonly<Record<string, unknown>>,
  ): Promise<unknown> {
    const caller = { functionName, environment: PLATFORM };
    const answer = await this.#call(caller, this.#sqsCall(operation, input));
    if (answer?.status !== 200) throw new Error(`${operation} failed: ${answer?.body.toString() ?? ''}`);
    return JSON.parse(answer.body.toString() || '{}') as unknown;
  }

  async #release(queueUrl: string, ReceiptHandle: string): Promise<void> {
    const input = { QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 };
    await this.#forward(this.#fauxqs.address, this.#sqsCall('ChangeMessageVisibility', input));
  }

  #sqsCall(operation: string, input: Readonly<Record<string, unknown>>): AwsCall {
    return {
      service: 'sqs',
      operation,
      method: 'POST',
      host: `sqs.${REGION}.amazonaws.com`,
      path: '/',
      headers: { 'x-amz-target': `AmazonSQS.${operation}`, 'content-type': 'application/x-amz-json-1.0' },
      body: Buffer.from(JSON.stringify(input)),
      input,
    };
  }

  /** Delivers to a target as EventBridge Scheduler does: with the schedule's role, and without waiting for what comes of it. */
  async #fire({ target, input, schedule }: Firing): Promise<'delivered' | 'failed'> {
    const role = this.#roles.get(target.RoleArn);
    const queue = this.queues.find(({ arn }) => arn === target.Arn);
    const need = {
      action: queue === undefined ? 'lambda:InvokeFunction' : 'sqs:SendMessage',
      resource: target.Arn,
    };
    const may =
      role?.trusted.includes('scheduler.amazonaws.com') === true &&
      evaluate(role.statements, need) === 'allowed';
    this.calls.all.push({ functionName: schedule, ...need, isAllowed: may });
    if (!may) return 'failed';
    if (queue === undefined)
      void this.start(functionCalled(this.functions, target.Arn), JSON.parse(input) as unknown);
    else this.#fauxqs.sendMessage(queue.name, input);
    return Promise.resolve('delivered');
  }

  async #drop({ target, input }: Firing): Promise<void> {
    const queue = this.queues.find(({ arn }) => arn === target.DeadLetterConfig?.Arn);
    if (queue !== undefined) this.#fauxqs.sendMessage(queue.name, input);
    return Promise.resolve();
  }

  /** Runs an event that nobody waits for: as Lambda does, three times at most. */
  async start(target: LambdaFunction, event: unknown, tries = 0): Promise<void> {
    this.#running += 1;
    const outcome = await target.invoke(event);
    this.#running -= 1;
    const wait = ASYNC_RETRIES_MS[tries];
    if (outcome.ok || wait === undefined) return;
    this.#retries += 1;
    this.clock.after(wait, () => {
      this.#retries -= 1;
      void this.start(target, event, tries + 1);
    });
  }
}
