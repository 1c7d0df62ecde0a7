import { afterAll, inject } from 'vitest';
import { checkStatements, collectStatements } from './collect-statements.ts';

collectStatements(new Set(inject('athleteTables')));

/** Whatever the service sends during a test file is answered by one node, or has its reason. */
afterAll(checkStatements);
