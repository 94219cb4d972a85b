import type { Rule } from '../rule.ts';
import { API_RULES } from './api.ts';
import { DATA_RULES } from './data.ts';
import { EDGE_RULES } from './edge.ts';
import { FRONTEND_RULES } from './frontend.ts';
import { FUNCTION_RULES } from './functions.ts';
import { MESSAGING_RULES } from './messaging.ts';
import { OBSERVABILITY_RULES } from './observability.ts';
import { PERMISSION_RULES } from './permissions.ts';
import { SCHEDULE_RULES } from './schedule.ts';
import { SECRET_RULES } from './secrets.ts';

/** Everything that holds of the templates, by subject. */
export const RULES: Readonly<Record<string, readonly Rule[]>> = {
  data: DATA_RULES,
  messaging: MESSAGING_RULES,
  functions: FUNCTION_RULES,
  permissions: PERMISSION_RULES,
  api: API_RULES,
  frontend: FRONTEND_RULES,
  'edge and audit': EDGE_RULES,
  observability: OBSERVABILITY_RULES,
  'schedule and identity': SCHEDULE_RULES,
  secrets: SECRET_RULES,
};
