export type { Play, Reply } from '../scripted-provider/play.ts';
export { startScriptedProvider, type ScriptedProvider, type Seen } from '../scripted-provider/server.ts';
export { DemoChat } from './demo-chat.ts';
export { FastTiming } from './timing.ts';
