import { edgesOfTarget, filledRange } from '../../../domain/bands/band.ts';
import type { Band, Edge, Prescription, Target } from '../../../domain/prescription/prescription.ts';
import { scopeNotes } from '../../../domain/targets/scope-notes.ts';
import { renderNote } from '../../../adapters/wire/messages/render.ts';
import { locale, words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { basisInForce } from '../../shell/athlete.ts';
import { doseWords } from './dose-words.ts';
import { kindOfEdge, valueOfEdge } from './language-draft.ts';

export interface PrescribedTarget {
  readonly id: string;
  readonly title: string;
  /** The band as it is prescribed; empty where there is none. */
  readonly band: string;
  /** The same today, in the athlete's own bpm; empty where nothing is known. */
  readonly bpm: string;
  readonly dose: string;
  /** Which sessions it looks at, in sentences; empty where that is all of them. */
  readonly scope: string;
}

/** A prescription target by target, as one would say it. */
export function prescribedTargets(rx: Prescription): PrescribedTarget[] {
  return rx.targets.map((target) => ({
    id: target.id,
    title: nameOf(target.id, rx).title,
    band: bandWords(rx, target),
    bpm: bpmWords(rx, target),
    dose: doseWords(target, words.value.prescription),
    scope: scopeNotes(target, rx)
      .map((note) => renderNote(note, locale.value))
      .join(' '),
  }));
}

/** What is new in `after`, target by target, in the same words. */
export function prescriptionChanges(before: Prescription, after: Prescription): string[] {
  const t = words.value.prescription;
  const old = new Map(prescribedTargets(before).map((each) => [each.id, each]));
  const now = prescribedTargets(after);
  const changed = now.flatMap(({ id, title, band, dose, scope }) => {
    const was = old.get(id);
    if (was === undefined)
      return [`${title}: ${[band, dose, scope].filter((text) => text !== '').join(', ')}`];
    return [
      ...(band === was.band ? [] : [`${title}: ${was.band} → ${band}`]),
      ...(dose === was.dose ? [] : [`${title}: ${was.dose} → ${dose}`]),
      ...(scope === was.scope ? [] : [`${title}: ${scope === '' ? t.form.sportsChoices.all : scope}`]),
    ];
  });
  const gone = [...old.values()].filter(({ id }) => !now.some((each) => each.id === id));
  return [...changed, ...gone.map(({ title }) => t.noLonger({ name: title }))];
}

/** An edge, or a range of one kind, as it is prescribed: `60 % of max`, `40–59 % of reserve`, `120 bpm`. */
function edgeWords(edge: Edge, text = String(valueOfEdge(edge))): string {
  const t = words.value.prescription.edge;
  if ('percentOfMax' in edge) return t.percentOfMax({ percent: text });
  if ('percentOfReserve' in edge) return t.percentOfReserve({ percent: text });
  return 'bpm' in edge ? t.bpm({ bpm: text }) : t.percentOfThreshold({ percent: text });
}

function bandWords(rx: Prescription, target: Target): string {
  const edges = edgesOfTarget(rx, target);
  return edges === null ? '' : edgesWords(edges);
}

/** A band as it is prescribed. */
export function edgesWords({ low, high }: Pick<Band, 'low' | 'high'>): string {
  const t = words.value.prescription;
  if (high === null)
    return 'percentOfMax' in low ? t.percentFrom({ low: low.percentOfMax }) : `≥ ${edgeWords(low)}`;
  if ('percentOfMax' in low && 'percentOfMax' in high)
    return t.percentRange({ low: low.percentOfMax, high: high.percentOfMax });
  return kindOfEdge(low) === kindOfEdge(high)
    ? edgeWords(low, `${valueOfEdge(low)}–${valueOfEdge(high)}`)
    : `${edgeWords(low)} – ${edgeWords(high)}`;
}

function bpmWords(rx: Prescription, target: Target): string {
  const edges = edgesOfTarget(rx, target);
  const range = edges === null ? null : filledRange(edges, basisInForce());
  if (edges === null || range === null) return '';
  return edges.high === null
    ? words.value.bpmFrom({ low: range.lowBpm })
    : words.value.bpmRange({ low: range.lowBpm, high: range.highBpm });
}
