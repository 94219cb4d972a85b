import type { RecordedCall } from '../platform/calls.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import { unusedGrants, type Grant } from './grants.ts';

/** A grant that no run here makes use of, with the reason why the function has it. */
interface Exemption {
  readonly functions: readonly string[];
  readonly action: string;
  /** How the resource ends. */
  readonly on: string;
  readonly reason: string;
}

const EXEMPT: readonly Exemption[] = [];

const covers = ({ functions, action, on }: Exemption, grant: Grant): boolean =>
  functions.some((name) => grant.functionName.endsWith(`-${name}`)) &&
  grant.action === action &&
  grant.resource.endsWith(on);

/** What is wrong with what roles allow: a grant that nothing has used and nobody has given a reason for, and a reason that nothing needs. */
export function grantFaults(
  definitions: Iterable<FunctionDefinition>,
  calls: readonly Pick<RecordedCall, 'functionName' | 'action' | 'resource'>[],
  exempt: readonly Exemption[] = EXEMPT,
): readonly string[] {
  const unused = unusedGrants(definitions, calls);
  return [
    ...unused
      .filter((grant) => !exempt.some((each) => covers(each, grant)))
      .map(({ functionName, action, resource }) => `Not used: ${functionName} may ${action} on ${resource}.`),
    ...exempt
      .filter((each) => !unused.some((grant) => covers(each, grant)))
      .map(
        ({ functions, action, on }) =>
          `Not needed any more: the exemption of ${functions.join(', ')} for ${action} on ${on}.`,
      ),
  ];
}
