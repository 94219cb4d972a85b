import { actionOutput, asksBack, type Message, type MessagePart } from '@agentic-service-bot/protocol';

/** A part of a message that is an action's call. */
export type Call = Extract<MessagePart, { toolCallId: string }>;

export const isCall = (part: MessagePart): part is Call => 'toolCallId' in part;

/** What the customer is asked to allow, if this message asks and has no answer. */
export interface Question {
  readonly approvalId: string;
  readonly title: string;
}

export function openQuestion({ parts }: Message): Question | undefined {
  for (const part of parts) {
    if (!isCall(part) || part.state !== 'approval-requested') continue;
    const { id, descriptor } = part.approval;
    return { approvalId: id, title: descriptor?.title ?? 'May I?' };
  }
  return undefined;
}

/** What the service calls its actions and its levels, by their names. */
export interface Titles {
  readonly actions: ReadonlyMap<string, string>;
  readonly levels: ReadonlyMap<string, string>;
}

/** How a call ended, in one line; undefined while it has not. */
export function outcomeLine(call: Call, titles: Titles): string | undefined {
  const tool = call.type === 'dynamic-tool' ? call.toolName : call.type.replace(/^tool-/, '');
  const name = call.title ?? titles.actions.get(tool) ?? tool;
  switch (call.state) {
    case 'input-available':
    case 'approval-requested':
    case 'approval-responded':
      return undefined;
    case 'output-denied': {
      const { reason } = call.approval;
      return `✗ ${name}: ${reason === undefined ? 'not approved' : `withdrawn. ${reason}`}`;
    }
    case 'output-error':
      return `✗ ${name}: ${call.errorText}`;
    case 'output-available': {
      const output = actionOutput.safeParse(call.output);
      if (!output.success) return `✓ ${name}`;
      switch (output.data.status) {
        case 'done':
          return `✓ ${name}`;
        case 'denied': {
          const { reason, requiredLevel: level } = output.data;
          return `✗ ${name}${level === undefined ? '' : ` (needs ${titles.levels.get(level) ?? level})`}: ${reason}`;
        }
        case 'failed':
          return `${asksBack(output.data) ? '?' : '✗'} ${name}: ${output.data.reason}`;
        case 'unknown':
          return `? ${name}: ${output.data.reason}`;
      }
    }
  }
}
