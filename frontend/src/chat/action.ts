import { actionOutput } from '@agentic-service-bot/protocol';
import type { Message, MessagePart } from '@agentic-service-bot/protocol';
import type { Titles } from '../ui/titles.ts';

/**
 * `running`: being carried out. `asking`: waits for the customer's yes. `done`, `denied`, `failed`, `unknown`: what
 * came of it. `declined`: the customer said no, or not in time. `stopped`: never begun.
 */
export type ActionState =
  'running' | 'asking' | 'done' | 'denied' | 'failed' | 'unknown' | 'declined' | 'stopped';

/** An action of the bot as it is shown. */
export interface ShownAction {
  readonly title: string;
  readonly state: ActionState;
  /** Why it came out as it did, in the service's words. */
  readonly reason?: string | undefined;
  /** Title of the service level that it needs. */
  readonly requiredLevel?: string | undefined;
  /** Titles of actions that are allowed instead. */
  readonly alternatives?: readonly string[];
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
  switch (part.state) {
    case 'input-available':
      return { title, state: writing ? 'running' : 'stopped' };
    case 'approval-requested': {
      const { id, descriptor } = part.approval;
      return {
        title,
        state: 'asking',
        approval: { id, title: descriptor?.title ?? `${title}?`, expiresAt: descriptor?.expiresAt },
      };
    }
    case 'approval-responded':
      return { title, state: part.approval.approved ? 'running' : 'declined' };
    case 'output-denied':
      return { title, state: 'declined' };
    case 'output-error':
      return { title, state: 'failed' };
    case 'output-available':
      return { title, ...describeOutput(part.output, titles) };
  }
}

function describeOutput(output: unknown, titles: Titles): Omit<ShownAction, 'title'> {
  const { data } = actionOutput.safeParse(output);
  switch (data?.status) {
    case undefined:
    case 'done':
      return { state: 'done' };
    case 'denied': {
      const { reason, requiredLevel, alternatives } = data;
      return {
        state: 'denied',
        reason,
        requiredLevel: requiredLevel && titles.ofLevel(requiredLevel),
        alternatives: alternatives.map((name) => titles.ofAction(name)),
      };
    }
    case 'failed':
    case 'unknown':
      return { state: data.status, reason: data.reason };
  }
}

/** Whether somebody says something in these parts of a message. */
export const hasWords = (parts: readonly MessagePart[]): boolean =>
  parts.some((part) => part.type === 'text' && part.text !== '');

/** Whether there is anything to see of a message yet. */
export const isVisible = ({ parts }: Message): boolean => hasWords(parts) || parts.some(isToolPart);
