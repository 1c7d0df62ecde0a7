import { describe, expect, it } from 'vitest';
import { createEvidenceMemory } from '../../../../src/application/reports/evidence-memory.ts';
import type { RememberedEvidence } from '../../../../src/application/reports/evidence-memory.ts';
import { date, evidenceOf } from '../../../support/evidence.ts';

const WEEK = { from: date('2026-10-05'), to: date('2026-10-11') };

function remembered(revision: string, sessions: number): RememberedEvidence {
  const session = evidenceOf({ id: 's' });
  return {
    revision,
    evidence: { sessions: Array.from({ length: sessions }, () => session), fourByFour: [], passiveDays: [] },
  };
}

describe('the memory of evidence', () => {
  it('T10: keeps the latest of an athlete and span apart from all others', () => {
    const memory = createEvidenceMemory();
    const later = { ...WEEK, to: date('2026-10-18') };
    memory.set('a', WEEK, remembered('1', 3));
    memory.set('a', WEEK, remembered('2', 4));
    memory.set('a', later, remembered('3', 0));
    expect(memory.get('a', WEEK)?.revision).toBe('2');
    expect(memory.get('a', later)?.revision).toBe('3');
    expect(memory.get('b', WEEK)).toBeNull();
  });

  it('gives up the least recently used beyond 8,000 rows, and keeps no span of more than 1,000', () => {
    const memory = createEvidenceMemory();
    for (let athlete = 0; athlete < 10; athlete++) {
      memory.set(`${athlete}`, WEEK, remembered('1', 799));
      memory.get('0', WEEK);
    }
    memory.set('10', WEEK, remembered('1', 799));
    expect(memory.get('0', WEEK)).not.toBeNull();
    expect(memory.get('1', WEEK)).toBeNull();
    expect(memory.get('2', WEEK)).not.toBeNull();
    memory.set('2', WEEK, remembered('2', 1_000));
    expect(memory.get('2', WEEK)).toBeNull();
    memory.set('1', WEEK, remembered('2', 799));
    expect(memory.get('3', WEEK)).not.toBeNull();
  });
});
