export { startScriptedProvider } from '../scripted-provider/server.ts';
export { longConversation, type LongTurn } from './long-conversation.ts';
