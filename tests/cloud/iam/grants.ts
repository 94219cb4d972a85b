import type { RecordedCall } from '../platform/calls.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import { applies, type Statement } from './evaluate.ts';

/** An action that a role allows on resources, with the function whose role it is. */
export interface Grant {
  readonly functionName: string;
  readonly action: string;
  readonly resource: string;
}

/** Every pair of an action and a resource that the roles of functions allow. */
export function grantsOf(definitions: Iterable<FunctionDefinition>): readonly Grant[] {
  return [...definitions].flatMap(({ name, role }) =>
    role.statements
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action = [], Resource = [] }) =>
        Action.flatMap((action) => Resource.map((resource) => ({ functionName: name, action, resource }))),
      ),
  );
}

/** Grants that no call has made use of: each is more than the function needs, or something that nobody tries. */
export function unusedGrants(
  definitions: Iterable<FunctionDefinition>,
  calls: readonly Pick<RecordedCall, 'functionName' | 'action' | 'resource'>[],
): readonly Grant[] {
  return grantsOf(definitions).filter(
    ({ functionName, action, resource }) =>
      !calls.some((call) => {
        const statement: Statement = { Effect: 'Allow', Action: [action], Resource: [resource] };
        return call.functionName === functionName && applies(statement, call);
      }),
  );
}
