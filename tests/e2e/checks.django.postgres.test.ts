import { djangoChecks } from './djangoChecks.ts';
import { describeChecks } from './fullProject.ts';

describeChecks('django', 'postgres', djangoChecks);
