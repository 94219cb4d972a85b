import type { CustomerSession } from '@agentic-service-bot/frontend/session';
import type { Message } from '@agentic-service-bot/protocol';
import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { openQuestion, type Question } from './calls.ts';
import { MessagePrinter } from './message-printer.ts';
import { answer, NotSent, say } from './replies.ts';

const YES = /^y(es)?$/i;
const YES_OR_NO = /^(y(es)?|no?)$/i;
const PROMPT = '> ';

/** A conversation with a person at a terminal. */
export class InteractiveChat {
  readonly #session: CustomerSession;
  readonly #output: Writable;
  readonly #lines: Interface;
  readonly #printers = new Map<string, MessagePrinter>();
  /** The messages as they were when they were printed. */
  readonly #printed = new Map<string, Message>();
  /** The person has spoken, and waits for the bot: there is no prompt. */
  #waiting = false;

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
    this.#output.write('Ctrl+C stops the bot, Ctrl+D leaves.\n');
    this.#lines.on('SIGINT', () => {
      if (this.#waiting) void this.#session.cancel();
      else this.#lines.close();
    });
    this.#prompt();
    for await (const line of this.#lines) {
      await this.#take(line.trim());
      this.#prompt();
    }
    unsubscribe?.();
    this.#output.write('\n');
  }

  async #take(line: string): Promise<void> {
    if (line === '') return;
    const question = this.#question();
    this.#waiting = true;
    try {
      if (question === undefined || !YES_OR_NO.test(line)) await say(this.#session, line);
      else await answer(this.#session, question.approvalId, YES.test(line));
      this.#print();
    } catch (error) {
      if (!(error instanceof NotSent)) throw error;
      this.#output.write(`${error.message}\n`);
    } finally {
      this.#waiting = false;
    }
  }

  #changed(): void {
    if (this.#waiting) return this.#print();
    // Nobody has asked: it comes between the person and their prompt, so it is shown whole.
    setImmediate(() => {
      if (this.#waiting || !this.#hasNews()) return;
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
    const { actions } = this.#session.welcome.get() ?? {};
    const titles = new Map(actions?.map(({ name, title }) => [name, title]));
    for (const message of this.#messages()) {
      const printer =
        this.#printers.get(message.id) ?? new MessagePrinter((text) => this.#output.write(text), titles);
      this.#printers.set(message.id, printer);
      printer.print(message);
      this.#printed.set(message.id, message);
      if (!this.#waiting) printer.end();
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
