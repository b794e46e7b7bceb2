import { describeMatrix } from './describeMatrix.ts';
import { NODE } from './nodeMatrix.ts';

describeMatrix(NODE, { part: 1, of: 2 });
