import {
  choice,
  defineAction,
  objectIds,
  plannedCalls,
  schedule,
  text,
  wholeNumber,
} from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { createRoutine, ROUTINES_MAX } from '../create-routine.ts';
import { deleteRoutines } from '../delete-routines.ts';
import { reportRoutines, reportWords } from '../routine-report.ts';
import { loadRoutines, ROUTINE, ROUTINES_ACTION } from '../routine.ts';

const input = z.object({
  operation: choice(
    {
      create: ['create', 'schedule', 'set up'],
      list: ['list', 'show'],
      delete: ['delete', 'remove', 'cancel'],
    },
    { ask: 'Should I create, list or delete a routine?' },
  ),
  when: schedule({
    ask: 'When should it happen?',
    description: 'For `create`: the time, in the customer’s time zone.',
  }).optional(),
  calls: plannedCalls({
    ask: 'What should happen then?',
    description: 'For `create`: the calls of other actions, as they would be made now.',
  }).optional(),
  name: text({ description: 'For `create`: what to call it, if the customer says so.' }).optional(),
  routines: objectIds(ROUTINE, {
    ask: 'Which routine do you mean?',
    description: 'For `delete`: the routines.',
  }).optional(),
  number: wholeNumber(1, ROUTINES_MAX, {
    description: 'For `delete`, instead: its number in the list.',
  }).optional(),
});
export const customActions = defineAction({
  name: ROUTINES_ACTION,
  title: 'Routines',
  description: 'Creates, lists and deletes routines: actions that run by themselves at set times.',
  level: 'enterprise',
  effect: 'idempotent',
  input,
  examples: [
    { say: '{calls:turn on the lights} {when:at 7 every morning}', input: { operation: 'create' } },
    { say: '{when:every day at 7:30} {calls:turn on the kitchen light}', input: { operation: 'create' } },
    { say: '{calls:turn off everything} {when:at 11 pm every night}', input: { operation: 'create' } },
    { say: '{calls:play jazz in the kitchen} {when:every weekday at 8}', input: { operation: 'create' } },
    {
      say: '{when:on weekdays at 18:30} {calls:turn on the heating and play the news}',
      input: { operation: 'create' },
    },
    { say: '{when:every Saturday at 9 am} {calls:play pop everywhere}', input: { operation: 'create' } },
    { say: 'please {calls:switch off the hall light} {when:tomorrow at 6}', input: { operation: 'create' } },
    { say: '{calls:mute the bedroom} {when:at 10 in the evening}', input: { operation: 'create' } },
    {
      say: 'create a routine that {calls:turns on the garden light} {when:at 19:00 every day}',
      input: { operation: 'create' },
    },
    {
      say: 'create a routine called {name:Good night} that {calls:turns everything off} {when:at 22:45 every day}',
      input: { operation: 'create' },
    },
    {
      say: 'schedule {when:every Monday at 6:45}: {calls:set the bedroom speaker to 20}',
      input: { operation: 'create' },
    },
    { say: 'I want {calls:the lights on} {when:every morning at 7}', input: { operation: 'create' } },
    { say: 'what routines do I have?', input: { operation: 'list' } },
    { say: 'list my routines', input: { operation: 'list' } },
    { say: 'show me my routines', input: { operation: 'list' } },
    { say: 'is anything scheduled?', input: { operation: 'list' } },
    { say: 'when does my routine run next?', input: { operation: 'list' } },
    { say: 'when does it run?', input: { operation: 'list' } },
    { say: 'when is the next routine?', input: { operation: 'list' } },
    { say: 'what is scheduled?', input: { operation: 'list' } },
    { say: 'what happens in the morning?', input: { operation: 'list' } },
    { say: 'delete {routines:my morning routine}', input: { operation: 'delete' } },
    { say: 'remove the routine {routines:Good night}', input: { operation: 'delete' } },
    { say: 'cancel {routines:the evening routine}', input: { operation: 'delete' } },
    { say: 'delete routine {number:2}', input: { operation: 'delete' } },
    { say: 'delete {routines:all my routines}', input: { operation: 'delete' } },
    { say: 'stop doing {routines:the morning lights}', input: { operation: 'delete' } },
    { say: "I don't need {routines:the morning routine} any more", input: { operation: 'delete' } },
  ],
  claims: [
    'set',
    'set up',
    'created',
    'added',
    'scheduled',
    'planned',
    'deleted',
    'removed',
    'cancelled',
    'canceled',
    'routine is set',
    'routine is now',
    'routine is ready',
    'is deleted',
    'are deleted',
  ],
  receipt: reportWords,
  run: async (wanted, context) => {
    switch (wanted.operation) {
      case 'create':
        return createRoutine(wanted, context);
      case 'list':
        return reportRoutines('list', await loadRoutines(context), context);
      case 'delete':
        return deleteRoutines(wanted, context);
    }
  },
});
