import type { SupportPriority } from '../definition/index.ts';

/** Something that a person must know though nobody is looking. */
export interface Alert {
  readonly kind: 'waiting';
  readonly conversationId: string;
  readonly priority: SupportPriority;
  /** ISO 8601. */
  readonly waitingSince: string;
}

/** Where alerts go: a webhook on one machine, SNS on AWS. */
export interface Alerts {
  /** Delivers the alert, or throws: it is tried again then. */
  raise(alert: Alert): Promise<void>;
}
