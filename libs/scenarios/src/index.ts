export {
  compareFigures,
  statedScenarios,
  type FigureResult,
  type StatedScenario,
} from './figures.js';
export { minhHoa } from './minh-hoa/world.js';
export type { Scenario, ScenarioProposal } from './scenario.js';
export { vinhThinhData } from './vinh-thinh/data.js';
export { vinhThinh } from './vinh-thinh/scenario.js';
export { DEMONSTRATION_PASSWORD, type World } from './world.js';
