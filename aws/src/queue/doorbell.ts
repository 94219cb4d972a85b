import * as z from 'zod';

/** What a message of the doorbell queue says. */
const doorbell = z.object({ conversationId: z.string().min(1) });

/** The conversation that a message of the doorbell queue rings for; undefined if it is no such message. */
export function rungConversation(body: string): string | undefined {
  try {
    return doorbell.safeParse(JSON.parse(body)).data?.conversationId;
  } catch {
    return undefined;
  }
}
