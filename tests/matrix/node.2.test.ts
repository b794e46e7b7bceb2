import { describeMatrix } from './describeMatrix.ts';
import { NODE } from './nodeMatrix.ts';

describeMatrix(NODE, { part: 2, of: 2 });
