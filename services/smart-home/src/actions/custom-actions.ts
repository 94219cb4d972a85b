import {
  choice,
  defineAction,
  done,
  failed,
  objectIds,
  plannedCalls,
  schedule,
  text,
  wholeNumber,
  type ActionContext,
  type Done,
  type Failed,
} from '@agentic-service-bot/bot/definition';
import * as z from 'zod';
import { removeObject } from '../change.ts';
import { claimsOf, shortClaimsOf } from '../claims.ts';
import { loadHome } from '../home.ts';
import { callErrors } from '../call-errors.ts';
import { callWords } from '../call-words.ts';
import { loadRoutines, ROUTINE, ROUTINES_ACTION, type HomeRoutine, type Routine } from '../routine.ts';
import { defaultRoutineName, isPast, localTime, scheduleWords } from '../schedule-words.ts';
import { capital, counted, listed, oneLine, sameWords, unusedName } from '../words.ts';

/** The most routines a home may have. */
const ROUTINES_MAX = 20;
const DELETED = 'delete';

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
type Input = z.infer<typeof input>;

const resultSchema = z.object({
  operation: z.enum(['create', 'list', 'delete']),
  routines: z.array(
    z.object({ id: z.string(), name: z.string(), when: z.string(), does: z.string(), past: z.boolean() }),
  ),
});
type Result = z.infer<typeof resultSchema>;

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
    ...claimsOf('set', 'set up'),
    ...shortClaimsOf(
      'created',
      'added',
      'scheduled',
      'planned',
      'deleted',
      'removed',
      'cancelled',
      'canceled',
    ),
    ...['routine is set', 'routine is now', 'routine is ready', 'routine is deleted', 'routine is gone'],
  ],
  receipt: (result) => words(resultSchema.parse(result)),
  run: (wanted, context) => {
    switch (wanted.operation) {
      case 'create':
        return create(wanted, context);
      case 'list':
        return list(context);
      case 'delete':
        return remove(wanted, context);
    }
  },
});

async function create({ when, calls, name }: Input, context: ActionContext): Promise<Done | Failed> {
  if (when === undefined)
    return failed('When should it happen? A time is needed, such as every day at 07:00.');
  if (calls === undefined) return failed('What should happen then?');
  const { timeZone } = context.customer;
  const id = context.id(ROUTINE);
  const all = await loadRoutines(context);
  const others = all.filter((routine) => routine.id !== id);
  const mine = all.find((routine) => routine.id === id);
  if (mine === undefined) {
    if (isPast(when, context.now, timeZone)) {
      return failed(`That time has passed: it is ${localTime(context.now, timeZone)} now.`);
    }
    if (all.length >= ROUTINES_MAX) {
      return failed(
        `This home has ${counted(all.length, 'routine')}, the most there can be. Delete one first.`,
      );
    }
    const error = await callErrors(calls, context);
    if (error !== undefined) return failed(error);
    const taken = (wanted: string) => others.some(({ routine }) => sameWords(routine.name, wanted));
    const given = name === undefined ? undefined : capital(oneLine(name));
    if (given !== undefined && taken(given)) return failed(`There is a routine called “${given}” already.`);
    const routine: Routine = { name: given ?? unusedName(defaultRoutineName(when), taken), when, calls };
    await context.objects.write(ROUTINE, id, 0, routine);
  }
  await context.timers.set(id, mine?.routine.when ?? when);
  return report(
    'create',
    (await loadRoutines(context)).filter((routine) => routine.id === id),
    context,
  );
}

const list = async (context: ActionContext): Promise<Done> =>
  report('list', await loadRoutines(context), context);

async function remove({ routines: ids, number }: Input, context: ActionContext): Promise<Done | Failed> {
  const all = await loadRoutines(context);
  // By then the list's numbers name other routines.
  if (ids === undefined && (await context.objects.applied(DELETED))) return report('delete', [], context);
  if (ids === undefined && number === undefined) return failed('Which routine should be deleted?');
  const targets =
    ids === undefined ? all.slice((number ?? 0) - 1, number) : all.filter(({ id }) => ids.includes(id));
  if (ids === undefined && targets.length === 0) {
    return failed(`There is no routine ${number}: this home has ${counted(all.length, 'routine')}.`);
  }
  const deleted: HomeRoutine[] = [];
  for (const target of targets) {
    const { id, routine } = target;
    await context.timers.cancel(id);
    if (await removeObject(ROUTINE, id, context, ids === undefined ? DELETED : undefined))
      deleted.push(target);
    else await context.timers.set(id, routine.when);
  }
  if (targets.length > 0 && deleted.length === 0) {
    return failed('The routine was being changed at the same moment. Please try again.');
  }
  return report('delete', deleted, context);
}

async function report(
  operation: Result['operation'],
  routines: readonly HomeRoutine[],
  context: ActionContext,
): Promise<Done> {
  const home = await loadHome(context);
  const { customer, now, service } = context;
  return done({
    operation,
    routines: routines.map(({ id, routine: { name, when, calls } }) => ({
      id,
      name,
      when: scheduleWords(when),
      does: listed(calls.map((call) => callWords(call, home, service))),
      past: isPast(when, now, customer.timeZone),
    })),
  } satisfies Result);
}

function words({ operation, routines }: Result): string {
  const [first] = routines;
  switch (operation) {
    case 'create':
      return first === undefined
        ? 'The routine is set.'
        : `“${first.name}” is set: ${first.when}, ${first.does}.`;
    case 'delete':
      if (first === undefined) return 'The routine is deleted.';
      return `${listed(routines.map(({ name }) => `“${name}”`))} ${routines.length === 1 ? 'is' : 'are'} deleted.`;
    case 'list': {
      if (first === undefined)
        return 'There are no routines yet. Tell me what should happen when, such as “turn on the lights at 7 every morning”.';
      const lines = routines.map(
        ({ name, when, does, past }, index) =>
          `${index + 1}. ${name}: ${when}, ${does}${past ? ' (over)' : ''}`,
      );
      return `You have ${counted(routines.length, 'routine')}:\n${lines.join('\n')}`;
    }
  }
}
