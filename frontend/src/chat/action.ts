import { actionOutput } from '@agentic-service-bot/protocol';
import type { Message, MessagePart, WelcomeFrame } from '@agentic-service-bot/protocol';

/** What the service can do, as the welcome tells it, by name. */
export type Actions = ReadonlyMap<string, ActionInfo>;
export type ActionInfo = NonNullable<WelcomeFrame['actions']>[number];

export const actionsIn = (welcome: WelcomeFrame | undefined): Actions =>
  new Map(welcome?.actions?.map((action) => [action.name, action]));

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
  /** Name of the service level that it needs. */
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
export function describeAction(part: ToolPart, actions: Actions, writing: boolean): ShownAction {
  const name = 'toolName' in part ? part.toolName : part.type.slice('tool-'.length);
  const title = part.title ?? titleOf(name, actions);
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
      return { title, ...describeOutput(part.output, actions) };
  }
}

function describeOutput(output: unknown, actions: Actions): Omit<ShownAction, 'title'> {
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
        requiredLevel,
        alternatives: alternatives.map((name) => titleOf(name, actions)),
      };
    }
    case 'failed':
    case 'unknown':
      return { state: data.status, reason: data.reason };
  }
}

/** An action's title; for one that the service does not have, its name as words. */
export const titleOf = (name: string, actions: Actions): string => {
  const words = name.replaceAll('_', ' ');
  return actions.get(name)?.title ?? words.charAt(0).toUpperCase() + words.slice(1);
};

/** Whether somebody says something in these parts of a message. */
export const hasWords = (parts: readonly MessagePart[]): boolean =>
  parts.some((part) => part.type === 'text' && part.text !== '');

/** Whether there is anything to see of a message yet. */
export const isVisible = ({ parts }: Message): boolean => hasWords(parts) || parts.some(isToolPart);
