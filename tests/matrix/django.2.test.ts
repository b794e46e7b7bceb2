import { describeMatrix } from './describeMatrix.ts';
import { DJANGO } from './djangoMatrix.ts';

describeMatrix(DJANGO, { part: 2, of: 2 });
