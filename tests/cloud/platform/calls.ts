/** A call that a function made, or that the platform made in its name. */
export interface RecordedCall {
  readonly functionName: string;
  /** `service:Action`, as IAM names it. */
  readonly action: string;
  readonly resource: string;
  readonly isAllowed: boolean;
}

/** What a call of DynamoDB cost. */
export interface Consumed {
  readonly functionName: string;
  readonly operation: string;
  readonly table: string;
  /** Capacity units. */
  readonly read: number;
  readonly write: number;
}

/** All calls so far. */
export class Calls {
  readonly all: RecordedCall[] = [];
  readonly consumed: Consumed[] = [];

  /** Calls that a role did not allow: any is a fault of the template or of the code. */
  get refused(): readonly RecordedCall[] {
    return this.all.filter(({ isAllowed }) => !isAllowed);
  }

  /** Each pair of a function and an action, with how often it was called. */
  get used(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { functionName, action } of this.all) {
      const pair = `${functionName} ${action}`;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    return new Map([...counts].sort(([a], [b]) => a.localeCompare(b)));
  }
}
