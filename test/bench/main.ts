import { measureAppend } from './append.js';
import { measureCases } from './cases.js';
import { measureMachine } from './machine.js';
import { measureStaffingAsOf } from './staffing-as-of.js';
import { measureVerify } from './verify.js';

await measureMachine();
await measureAppend();
await measureCases();
measureVerify();
await measureStaffingAsOf();
