export { Claims } from '../turn/claims.ts';
export { ManualClock } from './clock.ts';
export { MemoryConnections, type MemorySocket } from './connections.ts';
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
