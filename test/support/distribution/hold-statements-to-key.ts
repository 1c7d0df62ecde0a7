import { afterAll, inject } from 'vitest';
import { checkStatements } from './collect-statements.ts';

/** Every statement that the service sends during a test file is answered by one node, or has its reason. */
afterAll(() => checkStatements(new Set(inject('athleteTables'))));
