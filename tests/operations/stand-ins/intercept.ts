import type { Calls } from './calls.ts';

type Next = () => Promise<unknown>;

/** What a stand-in says to a command; `next` asks the server that the client is set up for. */
export type Answer = (command: string, input: never, next: Next) => Promise<unknown>;

interface MiddlewareStack {
  add(
    middleware: (
      next: (args: { input: unknown }) => Promise<{ output: unknown }>,
      context: { readonly commandName?: string },
    ) => (args: { input: unknown }) => Promise<{ output: unknown; response: unknown }>,
    options: { readonly step: 'initialize'; readonly priority: 'high' },
  ): void;
}

/** Has a stand-in answer a client of the SDK, and every call be counted. */
export function intercept<C extends { readonly middlewareStack: unknown }>(
  client: C,
  service: string,
  calls: Calls,
  answer: Answer,
): C {
  (client.middlewareStack as MiddlewareStack).add(
    (next, { commandName = '' }) =>
      async (args) => {
        const command = commandName.replace(/Command$/, '');
        const output = await calls.pass(`${service} ${command}`, () =>
          answer(command, args.input as never, async () => (await next(args)).output),
        );
        return { output, response: undefined };
      },
    { step: 'initialize', priority: 'high' },
  );
  return client;
}
