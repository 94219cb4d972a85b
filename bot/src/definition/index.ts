export {
  EXAMPLE_FIELD,
  defineAction,
  type ActionDefinition,
  type AnyAction,
  type Checked,
  type Effect,
  type Example,
} from './action.ts';
export type {
  ActionContext,
  BillingRecord,
  CustomerBilling,
  CustomerTimers,
  NameContext,
  ReadContext,
} from './context.ts';
export type { Customer } from './customer.ts';
export type { Json, JsonObject } from './json.ts';
export type { ServiceLevel, SupportPriority } from './level.ts';
export type { CustomerObjects, Nameable, StoredObject } from './objects.ts';
export {
  denied,
  done,
  failed,
  type Denied,
  type Done,
  type Failed,
  type Outcome,
  type Unknown,
  TOO_LONG,
} from './outcome.ts';
export { exportedService } from './exported-service.ts';
export { receiptOf } from './receipt.ts';
export { objectIdsIn } from './object-ids.ts';
export { REQUEST_HUMAN } from './request-human.ts';
export { defineService, type DemoCustomer, type ServiceDefinition, type TimerPlan } from './service.ts';
export {
  choice,
  objectId,
  objectIds,
  plannedCalls,
  schedule,
  scheduleSchema,
  slots,
  text,
  wholeNumber,
  WEEKDAYS,
  type PlannedCall,
  type Schedule,
  type Slot,
} from './slot.ts';
export { hoursInWords, isOpen, type SupportHours } from './support-hours.ts';
