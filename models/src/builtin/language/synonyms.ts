import { stem } from './stem.ts';

/** Everyday words that mean nearly the same, whatever the business is. No group holds words that are opposites. */
const GROUPS = [
  'what which',
  'turn switch flip put set',
  'change switch move go',
  'want need',
  'show list display see view give tell',
  'delete remove erase drop discard unregister',
  'add create register install connect include',
  'create make',
  'cancel stop abort end',
  'change modify update edit alter',
  'buy order purchase get',
  'price cost charge fee pay cheap cheaper cheapest expensive',
  'start begin launch run',
  'move shift transfer relocate bring carry take',
  'person human someone somebody agent operator representative advisor employee staff manager supervisor boss colleague',
  'talk speak chat call contact reach',
  'find search locate look',
  'track trace follow',
  'device gadget appliance thing everything stuff',
  'plan subscription package tier',
  'status state condition',
  'return refund',
  'book reserve',
  'parcel package shipment delivery',
  'song track tune music piece',
  'have own possess',
  'support service help assistance',
  'big large',
  'full max maximum',
  'home house flat apartment',
  'hear listen',
  'send ship deliver',
];

const related = new Map<string, Set<string>>();
for (const group of GROUPS) {
  const stems = group.split(' ').map(stem);
  for (const one of stems) {
    const others = related.get(one) ?? new Set();
    for (const other of stems) if (other !== one) others.add(other);
    related.set(one, others);
  }
}

/** The words of all groups. */
export const synonymWords: ReadonlySet<string> = new Set(GROUPS.flatMap((group) => group.split(' ')));

const NONE: ReadonlySet<string> = new Set();

/** The stems that mean nearly the same as one. */
export const synonymsOf = (word: string): ReadonlySet<string> => related.get(word) ?? NONE;
