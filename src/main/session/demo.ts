/** All that the demo alone needs, loaded when somebody begins it. */
export { startSimulator } from '../simulator/simulator.ts';
export { DemoHistory } from './demo-history.ts';
