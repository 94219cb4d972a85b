/**
 * A client of the AWS SDK that sends nothing: `answer` says what comes back, `sent` what would have gone out. It stands for
 * any client: only its `send` is there.
 */
export function recordedClient(answer: (input: unknown, call: number) => unknown): {
  readonly client: never;
  readonly sent: unknown[];
} {
  const sent: unknown[] = [];
  const send = async (command: { readonly input: unknown }): Promise<unknown> => {
    sent.push(command.input);
    return answer(command.input, sent.length - 1);
  };
  return { client: { send } as never, sent };
}
