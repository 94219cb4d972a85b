import type { CustomerSession } from '@agentic-service-bot/frontend/session';
import type { Message } from '@agentic-service-bot/protocol';
import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { openQuestion, type Question } from './calls.ts';
import { MessagePrinter } from './message-printer.ts';
import { answer, NotSent, say } from './replies.ts';

const YES = /^y(es)?$/i;
const YES_OR_NO = /^(y(es)?|no?)$/i;
const LEAVE = /^(quit|exit)$/i;
const PROMPT = '> ';

/** A conversation with a person at a terminal. */
export class InteractiveChat {
  readonly #session: CustomerSession;
  readonly #output: Writable;
  readonly #lines: Interface;
  readonly #printers = new Map<string, MessagePrinter>();
  /** The messages as they were when they were printed. */
  readonly #printed = new Map<string, Message>();
  /** The person has spoken, and waits for the bot: there is no prompt. Aborted, the wait ends. */
  #waiting: AbortController | undefined;
  /** The bot was told to stop. */
  #stopping = false;
  #left = false;

  constructor(session: CustomerSession, input: Readable, output: Writable) {
    this.#session = session;
    this.#output = output;
    this.#lines = createInterface({ input, output });
  }

  /** Runs until the person leaves. */
  async run(): Promise<void> {
    const { welcome, current } = this.#session;
    this.#session.openNew();
    const unsubscribe = current.get()?.state.subscribe(() => this.#changed());
    const { principal, serviceLevel } = welcome.get() ?? {};
    this.#output.write(`You are ${principal?.name ?? 'nobody'}, on ${serviceLevel?.title ?? 'no plan'}.\n`);
    this.#output.write('Ctrl+C stops the bot, Ctrl+D or quit leaves.\n');
    this.#lines.on('SIGINT', () => this.#interrupt());
    this.#lines.on('close', () => {
      this.#left = true;
      this.#waiting?.abort();
    });
    this.#prompt();
    for await (const line of this.#lines) {
      if (LEAVE.test(line.trim())) break;
      await this.#take(line.trim());
      // What was typed behind a question that nobody waits for any more is not said.
      if (this.#left) break;
      this.#prompt();
    }
    unsubscribe?.();
    this.#output.write('\n');
  }

  /** Ctrl+C: stops the bot, then the wait for it; without either, the person leaves. */
  #interrupt(): void {
    if (this.#waiting === undefined) return this.#lines.close();
    if (this.#stopping) return this.#waiting.abort();
    this.#stopping = true;
    void this.#session.cancel();
  }

  async #take(line: string): Promise<void> {
    if (line === '') return;
    const question = this.#question();
    this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    try {
      if (question !== undefined && YES_OR_NO.test(line)) {
        await answer(this.#session, question.approvalId, YES.test(line), signal);
      } else if (!(await say(this.#session, line, signal)) && !signal.aborted) {
        this.#output.write('A person answers you here, as soon as they can.\n');
      }
      this.#print();
    } catch (error) {
      if (!(error instanceof NotSent)) throw error;
      this.#output.write(`${error.message}\n`);
    } finally {
      this.#waiting = undefined;
      this.#stopping = false;
    }
  }

  #changed(): void {
    if (this.#waiting !== undefined) return this.#print();
    // Nobody has asked: it comes between the person and their prompt, so it is shown whole.
    setImmediate(() => {
      if (this.#left || this.#waiting !== undefined || !this.#hasNews()) return;
      clearLine(this.#output, 0);
      cursorTo(this.#output, 0);
      this.#print();
      this.#lines.prompt(true);
    });
  }

  /** Something is there that was not printed, and nobody is writing. */
  #hasNews(): boolean {
    const entries = this.#session.current.get()?.state.get().entries ?? [];
    if (entries.some(({ writing }) => writing)) return false;
    return this.#messages().some((message) => this.#printed.get(message.id) !== message);
  }

  /** Prints what is new. */
  #print(): void {
    const { actions, levels } = this.#session.welcome.get() ?? {};
    const titles = { actions: byName(actions), levels: byName(levels) };
    for (const message of this.#messages()) {
      const printer =
        this.#printers.get(message.id) ?? new MessagePrinter((text) => this.#output.write(text), titles);
      this.#printers.set(message.id, printer);
      printer.print(message);
      this.#printed.set(message.id, message);
      if (this.#waiting === undefined) printer.end();
    }
  }

  /** What others have said. */
  #messages(): readonly Message[] {
    const entries = this.#session.current.get()?.state.get().entries ?? [];
    return entries.map(({ message }) => message).filter(({ role }) => role === 'assistant');
  }

  #question(): Question | undefined {
    return this.#messages()
      .map(openQuestion)
      .findLast((question) => question !== undefined);
  }

  #prompt(): void {
    for (const printer of this.#printers.values()) printer.end();
    const question = this.#question();
    this.#lines.setPrompt(question === undefined ? PROMPT : `${question.title} (y/n) `);
    this.#lines.prompt();
  }
}

const byName = (named: readonly { name: string; title: string }[] = []): ReadonlyMap<string, string> =>
  new Map(named.map(({ name, title }) => [name, title]));
