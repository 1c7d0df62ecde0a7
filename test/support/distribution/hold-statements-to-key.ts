import { afterAll, inject } from 'vitest';
import { checkStatements, collectStatements } from './collect-statements.ts';
import { judgeNotes } from './judge-notes.ts';
import { noteStatements, takeNotes } from './statement-notes.ts';

const distributed = new Set(inject('athleteTables'));
collectStatements(distributed);
await noteStatements();

/** Whatever the service sends during a test file is answered by one node, or has its reason. */
afterAll(checkStatements);

/** So is what it sends as a process of its own. */
afterAll(async () => {
  const { notes, isExpected } = await takeNotes();
  const judgements = notes.map((text) => judgeNotes(text, distributed));
  const faults = new Set(judgements.flatMap(({ faults }) => faults));
  if (faults.size > 0) throw new Error([...faults].join('\n\n'));
  const judged = judgements.reduce((sum, each) => sum + each.judged, 0);
  if (isExpected && judged === 0) throw new Error('a server ran, and no statement about athletes was noted');
});
