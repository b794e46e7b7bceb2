import { describeStarter } from './describeStarter.ts';

describeStarter('django');
