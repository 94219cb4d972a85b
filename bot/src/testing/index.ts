export { ManualClock } from './clock.ts';
export type { MemoryConnections, MemorySocket } from './connections.ts';
export { countingIds } from './ids.ts';
export { memoryPorts, type MemoryPorts } from './ports.ts';
export {
  byWords,
  inOrder,
  scriptedModel,
  type Script,
  type ScriptedMessage,
  type ScriptedModel,
  type ScriptPart,
} from './scripted-model.ts';
