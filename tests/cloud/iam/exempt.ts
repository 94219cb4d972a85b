import type { RecordedCall } from '../platform/calls.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import { grantsOf, unusedGrants, type Grant } from './grants.ts';

/** A grant that no run here makes use of, with the reason why the function has it. */
interface Exemption {
  readonly functions: readonly string[];
  readonly action: string;
  /** How the resource ends. */
  readonly on: string;
  readonly reason: string;
}

const EXEMPT: readonly Exemption[] = [
  {
    functions: ['work'],
    ...{ action: 'dynamodb:PutItem', on: '-counters' },
    reason: 'Counts the tokens of models that have some; the built-in one has none.',
  },
  {
    functions: ['work'],
    ...{ action: 'dynamodb:UpdateItem', on: '-counters' },
    reason: 'Counts the tokens of models that have some; the built-in one has none.',
  },
  {
    functions: ['alert-operators'],
    ...{ action: 'dynamodb:PutItem', on: '-counters' },
    reason:
      'A conversation that has waited for a day is told of again; the first time its counter is added to.',
  },
  {
    functions: ['work', 'close-turn'],
    ...{ action: 'sqs:SendMessage', on: '-doorbell.fifo' },
    reason: 'A turn that runs out of its minute rings anew; so does a hand-back that was interrupted.',
  },
  {
    functions: ['work', 'seed'],
    ...{ action: 'scheduler:UpdateSchedule', on: '-routines/*' },
    reason: 'A timer is set that is there already, as after a crash.',
  },
  {
    functions: ['close-turn'],
    ...{ action: 'dynamodb:Query', on: '-messages/index/byMessage' },
    reason: 'A typed yes is read through it where a reply begins; to give up closes what is asked before.',
  },
  {
    functions: ['seed'],
    ...{ action: 'scheduler:DeleteSchedule', on: '-routines/*' },
    reason: 'A timer of the demo whose time has passed.',
  },
  {
    functions: ['close-turn', 'run-routine'],
    ...{ action: 'dynamodb:DeleteItem', on: '-connections' },
    reason: 'Forgets a socket that is gone: the code of receive and work, under which one is lost here.',
  },
  {
    functions: ['close-turn', 'run-routine'],
    ...{ action: 'dynamodb:GetItem', on: '-connections' },
    reason: 'Forgets a socket that is gone: the code of receive and work, under which one is lost here.',
  },
];

const covers = ({ functions, action, on }: Exemption, grant: Grant): boolean =>
  functions.some((name) => grant.functionName.endsWith(`-${name}`)) &&
  grant.action === action &&
  grant.resource.endsWith(on);

/**
 * What is wrong with what roles allow: a grant that nothing has used and nobody has given a reason for, and a reason for what
 * no role allows.
 */
export function grantFaults(
  definitions: readonly FunctionDefinition[],
  calls: readonly Pick<RecordedCall, 'functionName' | 'action' | 'resource'>[],
  exempt: readonly Exemption[] = EXEMPT,
): readonly string[] {
  const grants = grantsOf(definitions);
  return [
    ...unusedGrants(definitions, calls)
      .filter((grant) => !exempt.some((each) => covers(each, grant)))
      .map(({ functionName, action, resource }) => `Not used: ${functionName} may ${action} on ${resource}.`),
    ...exempt
      .filter((each) => !grants.some((grant) => covers(each, grant)))
      .map(
        ({ functions, action, on }) => `Allowed to nobody: ${action} on ${on}, of ${functions.join(', ')}.`,
      ),
  ];
}
