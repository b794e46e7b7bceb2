import { describeStarter } from './describeStarter.ts';

describeStarter('node');
