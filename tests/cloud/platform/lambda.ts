import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { PlatformClock } from './clock.ts';
import type { EnvironmentData, InvokeMessage, ResultMessage } from './environment-worker.ts';

/** A function as the template has it. */
export interface FunctionOptions {
  /** Its logical id's name in the code: `work`, `receive`, … */
  readonly name: string;
  readonly arn: string;
  readonly bundle: string;
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Exactly the template's. */
  readonly environment: Readonly<Record<string, string>>;
  readonly region: string;
  /** How many of its environments this machine runs at most; more wait. */
  readonly environments: number;
}

/** What the platform gives to functions. */
export interface Runtime {
  readonly clock: PlatformClock;
  readonly wire: number;
  /** Told of each environment that begins. */
  began(name: string, environment: string): void;
  /** Told of each line that a function writes. */
  wrote(name: string, line: string): void;
  /** Told of what came of each event, and how long it took, milliseconds. */
  ended(outcome: Outcome, ms: number): void;
}

/** What came of an event. */
export type Outcome =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly errorType: string; readonly errorMessage: string };

interface Environment {
  readonly id: string;
  readonly worker: Worker;
  isBusy: boolean;
  /** The event that it runs, or ran last. */
  requestId: string;
}

/** A Lambda function: one thread for each event at a time, kept for the next one. */
export class LambdaFunction {
  readonly options: FunctionOptions;
  readonly #runtime: Runtime;
  readonly #environments = new Map<string, Environment>();
  readonly #waiting: (() => void)[] = [];
  #began = 0;
  #isStopped = false;

  constructor(options: FunctionOptions, runtime: Runtime) {
    this.options = options;
    this.#runtime = runtime;
  }

  /** Runs an event and says what came of it. What takes longer than the timeout is killed, as is its environment. */
  async invoke(event: unknown): Promise<Outcome> {
    const environment = await this.#free();
    if (environment === undefined)
      return { ok: false, errorType: 'Stopped', errorMessage: 'The cloud is closed.' };
    const { clock } = this.#runtime;
    const { timeoutMs, name, arn } = this.options;
    const requestId = randomUUID();
    environment.requestId = requestId;
    const begun = clock.now();
    return await new Promise<Outcome>((resolve) => {
      const fail = (errorType: string, errorMessage: string): void => {
        done({ ok: false, errorType, errorMessage });
      };
      const timer = clock.after(timeoutMs, () => {
        this.kill(environment.id);
        fail('Sandbox.Timedout', `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`);
      });
      const onMessage = (result: ResultMessage): void => {
        if ('payload' in result) done({ ok: true, payload: JSON.parse(result.payload) as unknown });
        else fail(result.error.errorType, result.error.errorMessage);
      };
      const onError = (error: Error): void => {
        this.#runtime.wrote(name, error.stack ?? error.message);
      };
      const onExit = (): void => {
        fail('Runtime.ExitError', 'Runtime exited');
      };
      const done = (outcome: Outcome): void => {
        timer();
        environment.worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        environment.isBusy = false;
        this.#runtime.ended(outcome, clock.now() - begun);
        resolve(outcome);
        this.#waiting.shift()?.();
      };
      const message: InvokeMessage = {
        event: JSON.stringify(event),
        requestId,
        functionName: name,
        functionArn: arn,
        deadline: clock.now() + timeoutMs,
      };
      environment.worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      environment.worker.postMessage(message);
    });
  }

  /** The event that an environment runs, or ran last. */
  requestOf(id: string): string | undefined {
    return this.#environments.get(id)?.requestId;
  }

  /** Ends an environment in the middle of whatever it does. */
  kill(id: string): void {
    const environment = this.#environments.get(id);
    this.#environments.delete(id);
    void environment?.worker.terminate();
  }

  /** Ends all of them. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...this.#environments.values()].map(({ worker }) => worker.terminate()));
    this.#environments.clear();
  }

  async #free(): Promise<Environment | undefined> {
    while (!this.#isStopped) {
      const free = [...this.#environments.values()].find(({ isBusy }) => !isBusy);
      const found = free ?? (this.#environments.size < this.options.environments ? this.#begin() : undefined);
      if (found !== undefined) {
        found.isBusy = true;
        return found;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return undefined;
  }

  #begin(): Environment {
    const { name, bundle, handler, memoryMb, environment, region } = this.options;
    const { clock, wire } = this.#runtime;
    const id = `${name}.${(this.#began += 1)}`;
    const workerData: EnvironmentData = { bundle, handler, ahead: clock.ahead, wire };
    const worker = new Worker(new URL('./environment-worker.ts', import.meta.url), {
      workerData,
      execArgv: [],
      stdout: true,
      stderr: true,
      env: {
        ...environment,
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_ACCESS_KEY_ID: `ASIA${name}`,
        AWS_SECRET_ACCESS_KEY: 'simulated',
        // Tells the wire who calls, down to the thread.
        AWS_SESSION_TOKEN: id,
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
        AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
        AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
        AWS_LAMBDA_LOG_STREAM_NAME: id,
        LAMBDA_TASK_ROOT: '/var/task',
        TZ: ':UTC',
        _HANDLER: `index.${handler}`,
      },
    });
    const environmentOf: Environment = { id, worker, isBusy: false, requestId: '' };
    this.#environments.set(id, environmentOf);
    worker.on('exit', () => this.#environments.delete(id));
    // An error ends the thread; whoever has invoked it hears of it by its exit.
    worker.on('error', () => undefined);
    for (const stream of [worker.stdout, worker.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.#runtime.wrote(name, line);
      });
    }
    this.#runtime.began(name, id);
    return environmentOf;
  }
}
