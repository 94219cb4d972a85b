import type { ClientAction } from './client-frame.ts';

const BOTH: readonly ClientAction[] = ['hello', 'ping', 'resume', 'history'];

/** What a customer may send; anything else is `forbidden`. */
export const CUSTOMER_ACTIONS: ReadonlySet<ClientAction> = new Set([
  ...BOTH,
  'sendMessage',
  'approve',
  'cancel',
  'listConversations',
  'requestHuman',
  'rate',
]);

/** What an operator may send; anything else is `forbidden`. */
export const OPERATOR_ACTIONS: ReadonlySet<ClientAction> = new Set([
  ...BOTH,
  'watchInbox',
  'takeOver',
  'handBack',
  'close',
  'reply',
  'audit',
]);
