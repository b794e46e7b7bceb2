import { describeMatrix } from './describeMatrix.ts';
import { DJANGO } from './djangoMatrix.ts';

describeMatrix(DJANGO, { part: 1, of: 2 });
