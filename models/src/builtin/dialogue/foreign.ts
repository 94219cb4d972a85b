import { commonWords } from '../language/common-words.ts';
import { functionWords } from '../language/function-words.ts';
import { MATTERS, TROUBLE } from '../language/matters.ts';
import { synonymWords } from '../language/synonyms.ts';
import type { Token } from '../language/token.ts';
import type { Scene } from '../parse/scene.ts';

/** Words of other languages that look like English ones, and the shares of a message that those, and any others, may be. */
const SHARED = new Set(
  'a an am at be das die do den der des en he i in la le man me no on os so to un war was pour tu son or comment'.split(
    ' ',
  ),
);
const SHARE = { shared: 0.4, any: 0.2 };

/** Frequent words of German, French, Spanish, Italian and Portuguese that English has not. */
const FREQUENT = new Set(
  [
    'der die das den dem ein eine einen einer ist sind und nicht ich du er sie wir ihr mein meine mit auf aus bei für von zu zum zur im wie geht gehts was wer wo bitte danke mach mache machen schalte schalten stell stelle licht lampe küche wohnzimmer schlafzimmer musik spiel lauter leiser hallo guten tag morgen kannst können',
    'le la les un une des du de et est sont pas je tu il elle nous vous mon ma mes avec dans sur pour que qui quoi comment bonjour salut merci allume allumer éteins éteindre éteignez lumière lampe cuisine salon chambre musique joue plus fort pouvez pouvez-vous peux enceinte',
    'el la los las una unos es son no yo tú él ella mi mis con en por para que qué quien cómo hola gracias favor puedes puede enciende encender apaga apagar luz luces lámpara cocina salón dormitorio música pon sube baja',
    'il lo la gli le uno una e è sono non io tu lui lei mio mia con su per che chi come ciao grazie prego accendi accendere spegni spegnere luce luci lampada cucina soggiorno camera musica alza abbassa puoi favore',
    'o os as um uma e é são não eu tu ele ela meu minha com em no na por para que quem como olá obrigado obrigada favor ligue ligar desligue desligar acenda apague luz luzes lâmpada cozinha sala quarto música pode',
  ].flatMap((words) => words.split(' ')),
);

/** Whether a message is in another language, as far as its words tell. */
export function isForeign(tokens: readonly Token[], scene: Scene): boolean {
  if (tokens.some(({ word }) => /\p{L}/u.test(word) && !/\p{Script=Latin}/u.test(word))) return true;
  const unknown = tokens.filter((token) => !isEnglish(token, scene));
  const frequent = unknown.filter(({ word }) => FREQUENT.has(word));
  if (frequent.length > 0 && unknown.length >= tokens.length / 2) return true;
  const english = tokens.filter((token) => isEnglish(token, scene));
  const share = english.length / tokens.length;
  const most = english.every(({ word }) => SHARED.has(word)) ? SHARE.shared : SHARE.any;
  return tokens.length > 2 && share < most;
}

const isEnglish = ({ word, stem: base, corrected }: Token, { grammar }: Scene): boolean =>
  corrected !== true &&
  ([functionWords, commonWords, synonymWords].some((words) => words.has(word)) ||
    [grammar.stems, TROUBLE, MATTERS].some((known) => known.has(base)));
