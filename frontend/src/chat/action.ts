import { actionOutput, asksBack } from '@agentic-service-bot/protocol';
import type { Message, MessagePart } from '@agentic-service-bot/protocol';
import type { Titles } from '../ui/titles.ts';
import { inputWords } from './input-words.ts';

/**
 * `running`: being carried out. `asking`: waits for the customer's yes. `done`, `denied`, `failed`, `unknown`: what
 * came of it. `asked`: it lacks something, and asks for that. `declined`: the customer said no. `withdrawn`: they were asked and had not answered. `stopped`: never begun.
 */
export type ActionState =
  | 'running'
  | 'asking'
  | 'done'
  | 'denied'
  | 'asked'
  | 'failed'
  | 'unknown'
  | 'declined'
  | 'withdrawn'
  | 'stopped';

/** An action of the bot as it is shown. */
export interface ShownAction {
  readonly title: string;
  /** What it was to do, and with what, in a few words; empty where that can't be said. */
  readonly about: string;
  readonly state: ActionState;
  /** Why it came out as it did, in the service's words. */
  readonly reason?: string | undefined;
  /** Title of the service level that it needs. */
  readonly requiredLevel?: string | undefined;
  /** The question that waits for an answer. */
  readonly approval?: Approval | undefined;
}

export interface Approval {
  readonly id: string;
  readonly title: string;
  /** ISO 8601; absent if it does not end. */
  readonly expiresAt?: string | undefined;
}

export type ToolPart = Extract<MessagePart, { toolCallId: string }>;

export const isToolPart = (part: MessagePart): part is ToolPart => 'toolCallId' in part;

/** How a part of a message is shown; `writing` says whether the message is still being written. */
export function describeAction(part: ToolPart, titles: Titles, writing: boolean): ShownAction {
  const name = 'toolName' in part ? part.toolName : part.type.slice('tool-'.length);
  const title = part.title ?? titles.ofAction(name);
  const about = inputWords(part.input, part.state === 'output-available' ? part.output : undefined);
  return { title, about, ...outcomeOf(part, title, titles, writing) };
}

function outcomeOf(
  part: ToolPart,
  title: string,
  titles: Titles,
  writing: boolean,
): Omit<ShownAction, 'title' | 'about'> {
  switch (part.state) {
    case 'input-available':
      return { state: writing ? 'running' : 'stopped' };
    case 'approval-requested': {
      const { id, descriptor } = part.approval;
      return {
        state: 'asking',
        approval: { id, title: descriptor?.title ?? `${title}?`, expiresAt: descriptor?.expiresAt },
      };
    }
    case 'approval-responded':
      return part.approval.approved ? { state: 'running' } : refusalOf(part.approval);
    case 'output-denied':
      return refusalOf(part.approval);
    case 'output-error':
      return { state: 'failed' };
    case 'output-available':
      return describeOutput(part.output, titles);
  }
}

/** A no that the customer has said has no reason; one that they have not said does. */
const refusalOf = ({ reason }: { readonly reason?: string }): Omit<ShownAction, 'title' | 'about'> =>
  reason === undefined ? { state: 'declined' } : { state: 'withdrawn', reason };

function describeOutput(output: unknown, titles: Titles): Omit<ShownAction, 'title' | 'about'> {
  const { data } = actionOutput.safeParse(output);
  switch (data?.status) {
    case undefined:
    case 'done':
      return { state: 'done' };
    case 'denied': {
      const { reason, requiredLevel } = data;
      return {
        state: 'denied',
        reason,
        requiredLevel: requiredLevel && titles.ofLevel(requiredLevel),
      };
    }
    case 'failed':
    case 'unknown':
      return { state: asksBack(data) ? 'asked' : data.status, reason: data.reason };
  }
}

/** Whether somebody says something in these parts of a message. */
export const hasWords = (parts: readonly MessagePart[]): boolean =>
  parts.some((part) => part.type === 'text' && part.text !== '');

/** Whether there is anything to see of a message yet. */
export const isVisible = ({ parts }: Message): boolean => hasWords(parts) || parts.some(isToolPart);
