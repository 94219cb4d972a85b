import type { Token } from '../language/token.ts';

export type SmallTalk =
  | 'greeting'
  | 'thanks'
  | 'goodbye'
  | 'identity'
  | 'help'
  | 'wellbeing'
  | 'praise'
  | 'apology'
  | 'undo'
  | 'insult'
  | 'wait'
  | 'excess'
  | 'clock'
  | 'yes'
  | 'no';

const KINDS: readonly (readonly [SmallTalk, RegExp])[] = [
  [
    'greeting',
    /^(?:hi|hello|hey|hiya|howdy|yo|hallo|greetings|test|testing|can you hear me|hear me|good (?:morning|evening|afternoon|day))(?: (?:there|bot|everyone|again|you|all|assistant))*$/u,
  ],
  [
    'thanks',
    /^(?:(?:okay|great|perfect|cool|nice|awesome|wonderful|that is) )*(?:thanks|thank you|cheers|much appreciated|many thanks)(?: (?:a|so|very|much|bunch|lot|you|bot|for|your|the|help|that|all|again|million|is))*$/u,
  ],
  [
    'goodbye',
    /^(?:okay )?(?:bye|goodbye|bye bye|good bye|good night|goodnight|nighty night|see you|see you (?:later|soon|tomorrow|then|around)|ciao|that is all|that is it|that was all|have a (?:nice|good|great) (?:day|evening|night|weekend|one))(?: (?:then|bot|for now|thanks|thank you))*$/u,
  ],
  [
    'identity',
    /^(?:who|what) are you$|^who (?:made|built|wrote) you$|^(?:is )?(?:anyone|anybody|someone|somebody) there$|^are you (?:a |an )?(?:bot|robot|human|person|real|real person|ai|machine|computer|chatbot|there)$|^what is your name$|^who am i (?:talking|speaking|chatting) (?:to|with)$|^am i (?:talking|speaking|chatting) (?:to|with) (?:a )?(?:bot|robot|human|person|machine)$|^(?:do you have|have you got) a name$/u,
  ],
  [
    'help',
    /^(?:help|help me|i need help|i need some help|can you help me|could you help me|please help|menu|options|commands|what can you do|what can you do for me|what do you do|what can i do|what can i do here|what can i say|what can i ask|what can i ask you|what can i ask for|how does this work|how does it work|how do you work|how can you help|how can you help me|what are you able to do|what are your (?:skills|features|functions|abilities)|show me what you can do|tell me what you can do|what is possible|what else can you do|what now|how do i start|where do i start|what should i do(?: (?:first|next|now))?|what do i do(?: (?:first|next|now))?|what can i (?:still|now) (?:do|use)|what can i (?:do|use) now|what am i allowed to do)$/u,
  ],
  ['wellbeing', /^how are you(?: doing)?(?: today)?$|^how is it going$|^what is up$|^how do you do$/u],
  [
    'praise',
    /^(?:(?:very|so|really|that is|this is|you are|it is|that was|i|you|simply|just|the|a) )*(?:okay|great|perfect|cool|nice|awesome|wonderful|good|fine|excellent|super|brilliant|amazing|well done|(?:good|great|excellent|nice|awesome|fantastic|amazing|perfect) (?:job|work)|nice one|the best|a star|a lifesaver|so helpful|very helpful|love (?:you|it|this)|got it|i see|lovely|alright|all right|it works|works|helpful)(?: (?:job|work|bot|then|now))*$/u,
  ],
  ['apology', /^(?:i am )?(?:sorry|my bad|my mistake|apologies)(?: about that)?$/u],
  [
    'undo',
    /^(?:(?:can you |could you )?(?:put|turn|set|change|move|bring|switch|make|get|have)(?: (?:it|that|this|them|everything|all|all of it|things))+(?: back)?(?: (?:to|as|like))? (?:(?:the way|how|where|what|whatever|wherever|like) )?(?:(?:it|they|that|everything|things|all) (?:was|were|used to be|had been)(?: (?:before|earlier|originally))?|before)|back to (?:how it was|the way it was|before|what it was)(?: before)?|undo|undo (?:that|it|this|everything|the last (?:one|thing|change))|take (?:that|it) back|put it back|change it back|reverse (?:that|it)|revert(?: (?:that|it))?|that was wrong|that is not what i (?:wanted|meant|said|asked for))$/u,
  ],
  [
    'insult',
    /^(?:(?:oh|just|go|you|you are|your|are|a|an|the|really|so|such|what|this|is|it|bot|stupid|bloody|damn|damned|fucking|useless|total|complete|and|i|hate) )*(?:fuck(?: (?:off|you|yourself|this|that|it|sake))?|fucking|(?:piss|bugger|sod|buzz|back|clear|shove|naff) off|get lost|screw (?:you|this|it)|(?:damn|damned|goddamn)(?: (?:it|you))?|shit|bullshit|crap|idiots?|morons?|stupid|dumb|dumbass|asshole|arsehole|bastard|bitch|jerk|suck|sucks|go to hell|hell|knock it off|shut (?:the (?:fuck|hell) )?up|shut your mouth|stfu|wtf|hate (?:you|this|it)|useless)(?: (?:you|bot|idiot|moron|off|already|now|stupid|machine|thing|at|this|so|much|please|then|all|of))*$/u,
  ],
  [
    'wait',
    /^(?:(?:oh|no|um|hmm|okay|just|please|sorry) )*(?:wait|hold on|hang on|one (?:second|moment|sec|minute)|give me a (?:second|moment|sec|minute))(?: (?:a|one) (?:second|moment|sec|minute|bit))?(?: (?:please|no|stop|wait|then|now))*$/u,
  ],
  [
    'clock',
    /^(?:(?:can|could) you )?(?:tell me )?(?:what (?:time|day|date|time zone|timezone) (?:is it|it is|is today|am i in|do you use|is this)(?: (?:now|today|there|here|right now))*|what is the (?:time|date|day|time zone|timezone)(?: (?:now|today|here|please|there))*)$/u,
  ],
  [
    'excess',
    /^(?:(?:no|oh|hmm|but|okay|well) )*(?:(?:that|this|it) is )?(?:(?:way|far|still|a bit|a little) )*too (?:much|many|little|few|high|low|expensive)(?: (?:for me|now|again|then))*$/u,
  ],
  [
    'yes',
    /^(?:yes|yep|yeah|yup|sure|of course|definitely|absolutely|please do|do it|do that|go ahead|go for it|yes please|please|okay|sounds good|correct|right|exactly|why not|i do|i would|that would be (?:great|nice|good)|let us do (?:it|that))(?: (?:please|do|do it|do that|go ahead|thanks|thank you|i do|i would|i want|that|of course|sure|okay|yes|it|now))*$/u,
  ],
  [
    'no',
    /^(?:no|nope|nah|not now|never mind|nevermind|forget it|forget about it|leave it|cancel|cancel that|cancel it|do not|stop|no need|not really|rather not|neither|none|none of them|nothing|skip it|i do not want (?:that|it)|not today|maybe later|later|leave me alone|actually no|no actually|scratch that|i changed my mind|i have changed my mind|no (?:person|human|agent|one|operator)(?: is)? (?:needed|required|necessary|please)|i do not (?:need|want) (?:a person|a human|anyone|anybody)(?: anymore)?|no leave it|better not|please do not|forget what i (?:said|wrote|asked)|just kidding|kidding|(?:just |only )?joking)(?: (?:thanks|thank you|please|of them|do not|then|it|leave it|forget it|never mind|i do not|today|now|no (?:person|human|agent|one|body|operator)(?: is)? (?:needed|required|necessary)|i do not (?:need|want|want to talk to) (?:a person|a human|an operator|anyone|anybody|one)(?: anymore)?))*$/u,
  ],
];

/** What sort of small talk a message is, if it is nothing else. */
export function smallTalkOf(tokens: readonly Token[]): SmallTalk | undefined {
  return kindOf(tokens) ?? kindOfAll(tokens);
}

function kindOf(tokens: readonly Token[]): SmallTalk | undefined {
  const text = tokens.map(({ word }) => word).join(' ');
  return KINDS.find(([, pattern]) => pattern.test(text))?.[0];
}

/** Of several kinds in one message these are what it is about. */
const FIRST: readonly SmallTalk[] = ['no', 'yes', 'wait', 'identity', 'help', 'undo'];

/** What all the clauses of a message come to: `great job, thank you so much`. */
function kindOfAll(tokens: readonly Token[]): SmallTalk | undefined {
  const kinds: SmallTalk[] = [];
  for (let from = 0; from < tokens.length;) {
    const end = tokens.findIndex(({ mark }, index) => index >= from && mark !== '');
    const to = end < 0 ? tokens.length : end + 1;
    const kind = kindOf(tokens.slice(from, to));
    if (kind === undefined) return undefined;
    kinds.push(kind);
    from = to;
  }
  return FIRST.find((kind) => kinds.includes(kind)) ?? kinds.at(-1);
}
