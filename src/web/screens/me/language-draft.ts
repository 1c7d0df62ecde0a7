import type {
  Band,
  Dose,
  Edge,
  PrescriptionContent,
  Target,
} from '../../../domain/prescription/prescription.ts';
import { inEachLanguage } from '../../../domain/words.ts';

/** Kinds of an edge, as the form offers them. */
export const EDGE_KINDS = ['percentOfMax', 'percentOfReserve', 'percentOfThreshold', 'bpm'] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];
export const DOSE_UNITS = ['sessions', 'days', 'minutes', 'intervals'] as const;

/** The content with one value another, by its dotted path: `bands.0.low`. */
export function withValue(content: PrescriptionContent, path: string, value: unknown): PrescriptionContent {
  const changed = structuredClone(content);
  const keys = path.split('.');
  const last = keys.pop()!;
  let at: object = changed;
  for (const key of keys) at = Reflect.get(at, key) as object;
  Reflect.set(at, last, value);
  return changed;
}

export function kindOfEdge(edge: Edge): EdgeKind {
  return EDGE_KINDS.find((kind) => kind in edge)!;
}

export function edgeOf(kind: EdgeKind, value: number): Edge {
  return { [kind]: value } as unknown as Edge;
}

export function valueOfEdge(edge: Edge): number {
  return Object.values(edge)[0] as number;
}

/** An id that none of the list has yet. */
function freeId(prefix: string, taken: readonly { readonly id: string }[]): string {
  for (let n = taken.length + 1; ; n++) {
    const id = `${prefix}_${n}`;
    if (!taken.some((each) => each.id === id)) return id;
  }
}

export function withBand(content: PrescriptionContent, name: string): PrescriptionContent {
  const id = freeId('band', content.bands);
  const band: Band = {
    id,
    name: inEachLanguage(() => name),
    low: { percentOfMax: 60 },
    high: { percentOfMax: 70 },
  };
  return { ...content, bands: [...content.bands, band] };
}

export function withTarget(content: PrescriptionContent, name: string): PrescriptionContent {
  const target: Target = {
    id: freeId('target', content.targets),
    name: inEachLanguage(() => name),
    band: content.bands[0]?.id ?? null,
    dose: doseOf('minutes'),
    judged: true,
  };
  return { ...content, targets: [...content.targets, target] };
}

/** Without one target, and without what others would count of it. */
export function withoutTarget(content: PrescriptionContent, index: number): PrescriptionContent {
  const gone = content.targets[index]?.id;
  const targets = content.targets
    .filter((_each, i) => i !== index)
    .map(({ alsoCounts, ...target }) => {
      const left = alsoCounts?.filter((id) => id !== gone) ?? [];
      return left.length === 0 ? target : { ...target, alsoCounts: left };
    });
  return { ...content, targets };
}

/** A dose to begin with, of the unit that was chosen. */
export function doseOf(unit: Dose['unit']): Dose {
  switch (unit) {
    case 'sessions':
      return { unit, minimum: 3, maximum: 5, seconds: { least: 1800, most: 3600 } };
    case 'days':
      return { unit, minimum: 5, maximum: 7, seconds: { least: 1800, most: null } };
    case 'minutes':
      return { unit, minimum: 150, maximum: null };
    case 'intervals':
      return {
        unit,
        minimum: 2,
        maximum: 2,
        structure: {
          reps: 4,
          work: { least: 180, most: 330, effort: 90 },
          recovery: { least: 60, most: 360 },
          floor: { percentOfMax: 80 },
        },
      };
  }
}
