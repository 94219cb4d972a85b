import type { Scenario } from '../scenario.ts';
import { actionScenarios } from './actions.ts';
import { approvalScenarios } from './approvals.ts';
import { modelScenarios } from './models.ts';
import { peopleScenarios } from './people.ts';
import { routineScenarios } from './routines.ts';

/** Everything that a turn can be: all actions, approvals, people, routines, and models that fail. */
export const scenarios: readonly Scenario[] = [
  ...actionScenarios,
  ...approvalScenarios,
  ...peopleScenarios,
  ...routineScenarios,
  ...modelScenarios,
];
