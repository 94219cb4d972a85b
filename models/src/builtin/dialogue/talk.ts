import type { Scene } from '../parse/scene.ts';
import { suggestion, summary } from '../words/talk.ts';
import { personOffer } from './lost.ts';
import { plan, type Plan } from './plan.ts';
import type { SmallTalk } from './small-talk.ts';

/** Kind words for what is no request. */
export function talk(kind: SmallTalk, scene: Scene): Plan {
  const { service } = scene.grammar;
  const { customer } = scene.context;
  const name = customer.name === '' ? '' : `, ${customer.name.split(' ')[0] ?? ''}`;
  const say = (...words: string[]) => plan({ words });
  switch (kind) {
    case 'greeting':
      return say(`Hello${name}! What can I do for you?`);
    case 'thanks':
      return say('You are welcome!');
    case 'goodbye':
      return say(`Goodbye${name}! I am here whenever you need me.`);
    case 'identity':
      return say(
        `I am the ${service.title} assistant, a program, not a person.`,
        suggestion(service, customer.level),
        'And if you would rather talk to a person, just say so.',
      );
    case 'help':
      return say(summary(service, customer.level));
    case 'wellbeing':
      return say('All is well here, thank you. What can I do for you?');
    case 'praise':
      return say('Glad to hear it. Is there anything else?');
    case 'apology':
      return say('No harm done. What can I do for you?');
    case 'undo':
      return say('I can’t take back what is done. Tell me how it should be instead.');
    case 'insult':
      return plan({
        words: ['I am sorry that this does not go well.', 'Tell me what you would like me to do.'],
        offer: personOffer(scene),
      });
    case 'wait':
      return say('All right, I wait. Nothing was changed.');
    case 'clock':
      return say(`For you it is ${clockWords(scene)}.`);
    case 'excess':
      return say('I see. Tell me how you would like it.');
    case 'yes':
      return say('Gladly. What would you like me to do?');
    case 'no':
      return plan({ words: ['All right. I am here if you need anything.'], declined: true });
  }
}

/** `17:40 on Monday, 2 March 2026 (Europe/London time)`. */
function clockWords({ context: { now, customer } }: Scene): string {
  const inWords = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: customer.timeZone }).format(new Date(now));
  const day = inWords({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return `${inWords({ hour: '2-digit', minute: '2-digit' })} on ${day} (${customer.timeZone})`;
}
