/** A stack as none should be: it calls again what it has called, loses results, and says so. */
import { servePeer } from '../../child.ts';
import { confirmation, request, type Line } from '../../dialogue.ts';

await servePeer(async ({ model, effects }) => {
  const history: Line[] = [];
  const parcelOf = (text: string): number => Number(/\d+/u.exec(text)?.[0]);
  return {
    say: async (_, text) => {
      const answer = model.answer([...history, { role: 'user', text }]);
      effects.send(parcelOf(text));
      return 'text' in answer ? answer.text : confirmation(parcelOf(text));
    },
    resume: async () => {
      effects.send(2);
      const call = { id: 'call', parcel: 2 };
      history.push({ role: 'user', text: request(2) }, { role: 'assistant', text: '', calls: [call] });
      return confirmation(2);
    },
  };
});
