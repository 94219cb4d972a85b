import { stem } from './stem.ts';

/** Everyday words that mean nearly the same, whatever the business is. No group holds words that are opposites. */
const GROUPS = [
  'turn switch flip put set',
  'show list display see view give tell',
  'delete remove erase drop discard unregister',
  'add create make register install connect include',
  'cancel stop abort end quit',
  'change modify update edit alter',
  'buy order purchase get',
  'price cost charge fee',
  'start begin launch run',
  'move shift transfer relocate bring',
  'person human someone somebody agent operator representative advisor employee staff',
  'talk speak chat',
  'find search locate look',
  'track trace follow',
  'device gadget appliance thing',
  'plan subscription package tier',
  'status state condition',
  'return refund',
  'book reserve',
  'parcel package shipment delivery',
  'song track tune',
  'big large',
  'home house flat apartment',
  'hear listen',
  'send ship deliver',
];

const groupsOf = new Map<string, Set<number>>();
for (const [index, group] of GROUPS.entries()) {
  for (const word of group.split(' '))
    groupsOf.set(stem(word), (groupsOf.get(stem(word)) ?? new Set()).add(index));
}

/** Whether two stems mean nearly the same. */
export function areSynonyms(one: string, other: string): boolean {
  const groups = groupsOf.get(one);
  const others = groupsOf.get(other);
  return groups !== undefined && others !== undefined && [...groups].some((group) => others.has(group));
}

export const hasSynonyms = (word: string): boolean => groupsOf.has(word);
