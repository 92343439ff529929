/** What other programs import from 'glucoglance'. */
export {
  createGlucoseService,
  type Backfilled,
  type GlucoseService,
  type PersonReading,
  type Recorded,
  type ServiceOptions,
  type Window,
} from './service.ts';

export { startSimulator, type Simulator, type SimulatorOptions } from './simulator/simulator.ts';
export { readingJson, type Person, type Reading, type ReadingJson } from '../shared/glucose/reading.ts';
export { type Problem } from '../shared/problems.ts';
export { type Result } from '../shared/result.ts';
