import { describeChecks } from './fullProject.ts';
import { nodeChecks } from './nodeChecks.ts';

describeChecks('node', 'sqlite', nodeChecks);
