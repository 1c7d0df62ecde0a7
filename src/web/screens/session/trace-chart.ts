import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Prescription } from '../../../domain/prescription/prescription.ts';
import type { SessionJson, TraceJson } from '../../api/contract.ts';
import { bandClass } from '../../components/band-class.ts';
import { rangesOf } from '../../components/place-look.ts';
import { clock } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { nameOf } from '../../language/names.ts';
import { bestFit, gradedIntervals } from './graded-intervals.ts';
import { drawBackdrop, drawBandNames, type Backdrop, type TraceColours } from './trace-backdrop.ts';

/** Seconds from the start of the session. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** What a chart shows. */
interface Charted {
  readonly session: SessionJson;
  readonly trace: TraceJson;
  /** By which the session was judged. */
  readonly prescription: Prescription;
}

const LEFT = 44;
const HEIGHT = 340;
const SHORTEST_SECONDS = 30;

/** The canvas of one session: uPlot draws, this decides what is seen of it. */
export class TraceChart {
  readonly #plot: uPlot;
  readonly #end: number;
  readonly #place: HTMLElement;
  readonly #charted: Charted;
  readonly #onWindow: (shown: Window) => void;
  readonly #resize: ResizeObserver;
  #colours: TraceColours;

  constructor(place: HTMLElement, charted: Charted, onWindow: (shown: Window) => void) {
    const { trace } = charted;
    this.#place = place;
    this.#onWindow = onWindow;
    this.#end = trace.t.at(-1) ?? 1;
    this.#charted = charted;
    this.#colours = coloursOf(place, charted);
    const backdrop = backdropOf(charted);
    this.#plot = new uPlot(
      {
        width: place.clientWidth,
        height: HEIGHT,
        padding: [12, 24, 0, 0],
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, points: { show: false } },
        scales: {
          x: { time: false, range: (_, min, max) => [min, max] },
          y: { range: () => backdrop.range },
        },
        series: [
          {},
          {
            stroke: () => this.#colours.ink,
            width: 1.75,
            paths: uPlot.paths.stepped!({ align: 1 }),
            points: { show: false },
          },
        ],
        axes: [
          {
            stroke: () => this.#colours.soft,
            font: '13px "Sofia Sans Variable"',
            grid: { show: false },
            ticks: { stroke: () => this.#colours.line, size: 6 },
            incrs: [10, 30, 60, 120, 300, 600, 900, 1800, 3600],
            values: (_, splits) => splits.map(clock),
          },
          {
            stroke: () => this.#colours.soft,
            font: '13px "Sofia Sans Variable"',
            size: LEFT,
            grid: { show: false },
            ticks: { show: false },
            splits: () => backdrop.edges,
            values: (_, splits) => splits.map(String),
          },
        ],
        hooks: {
          drawClear: [(plot) => drawBackdrop(plot, backdrop, this.#colours)],
          draw: [(plot) => drawBandNames(plot, backdrop, this.#colours)],
        },
      },
      [trace.t, trace.bpm],
      place,
    );
    this.#resize = new ResizeObserver(() => this.#plot.setSize({ width: place.clientWidth, height: HEIGHT }));
    this.#resize.observe(place);
    this.#followPointers();
  }

  destroy(): void {
    this.#resize.disconnect();
    this.#plot.destroy();
  }

  takeColours(): void {
    this.#colours = coloursOf(this.#place, this.#charted);
    // Without rebuilding the paths: before the first layout that would forget the scale.
    this.#plot.redraw(false);
  }

  /** `factor` of the shown time; Infinity shows all. `around` 0…1 of the width stays where it is. */
  zoom(factor: number, around = 0.5): void {
    const { from, to } = this.#window();
    const span = Math.max(SHORTEST_SECONDS, Math.min(this.#end, (to - from) * factor));
    const fixed = from + (to - from) * around;
    this.#set(fixed - span * around, span);
  }

  /** `share` of the shown time; positive goes on. */
  pan(share: number): void {
    const { from, to } = this.#window();
    this.#set(from + (to - from) * share, to - from);
  }

  #window(): Window {
    return { from: this.#plot.scales['x']?.min ?? 0, to: this.#plot.scales['x']?.max ?? this.#end };
  }

  #set(from: number, span: number): void {
    const start = Math.max(0, Math.min(from, this.#end - span));
    this.#plot.setScale('x', { min: start, max: start + span });
    this.#onWindow({ from: start, to: start + span });
  }

  #followPointers(): void {
    const { over } = this.#plot;
    const down = new Map<number, number>();
    over.style.touchAction = 'pan-y';
    over.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && Math.abs(event.deltaX) > Math.abs(event.deltaY))
          this.pan(event.deltaX / over.clientWidth);
        else this.zoom(Math.exp(event.deltaY / 300), event.offsetX / over.clientWidth);
        event.preventDefault();
      },
      { passive: false },
    );
    over.addEventListener('pointerdown', (event) => {
      down.set(event.pointerId, event.clientX);
      over.setPointerCapture(event.pointerId);
    });
    over.addEventListener('pointermove', (event) => {
      const before = down.get(event.pointerId);
      if (before === undefined) return;
      const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
      if (other === undefined) this.pan((before - event.clientX) / over.clientWidth);
      else {
        const wide = Math.max(10, Math.abs(event.clientX - other));
        this.zoom(
          Math.max(10, Math.abs(before - other)) / wide,
          (other - over.getBoundingClientRect().left) / over.clientWidth,
        );
      }
      down.set(event.pointerId, event.clientX);
    });
    for (const type of ['pointerup', 'pointercancel'] as const) {
      over.addEventListener(type, (event) => down.delete(event.pointerId));
    }
  }
}

function coloursOf(place: HTMLElement, { session, prescription }: Charted): TraceColours {
  const style = getComputedStyle(place);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ground: colour('--ground'),
    ink: colour('--ink'),
    soft: colour('--ink-soft'),
    line: colour('--line'),
    unknown: colour('--unknown'),
    bands: {
      ...Object.fromEntries(session.bands.map(({ id }) => [id, bandColour(place, id, prescription)])),
      above: colour('--above'),
    },
  };
}

/** As a browser resolves it: a canvas knows no custom properties. */
function bandColour(place: HTMLElement, id: string, prescription: Prescription): string {
  const probe = document.createElement('span');
  probe.className = bandClass(id, prescription);
  probe.style.color = 'var(--band)';
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function backdropOf({ session, trace, prescription }: Charted): Backdrop {
  const bands = rangesOf(session.bands).map((band) => ({
    ...band,
    name: nameOf(band.id, prescription).title,
  }));
  // One that is open upwards ends nowhere on the axis.
  const closed = session.bands.flatMap(({ highBpm }) => highBpm ?? []);
  const known = trace.bpm.filter((bpm) => bpm !== null);
  const lowest = known.reduce((low, bpm) => Math.min(low, bpm), 200);
  const highest = known.reduce((high, bpm) => Math.max(high, bpm), 0);
  const startMs = Date.parse(session.startedAt);
  const gaps: Window[] = [];
  trace.bpm.forEach((bpm, index) => {
    const to = trace.t[index + 1];
    if (bpm !== null || to === undefined) return;
    const last = gaps.at(-1);
    if (last !== undefined && last.to === trace.t[index]) gaps[gaps.length - 1] = { from: last.from, to };
    else gaps.push({ from: trace.t[index]!, to });
  });
  return {
    bands,
    gaps,
    bouts: (bestFit(gradedIntervals(session, prescription))?.result.bouts ?? []).map(
      ({ start, lengthSeconds, kind }) => {
        const from = (Date.parse(start) - startMs) / 1000;
        const credited = kind === 'credited';
        const grade = credited ? '✓' : words.value.session.grades[kind];
        const labels = [`${clock(lengthSeconds)} ${grade}`, grade];
        return { from, to: from + lengthSeconds, credited, labels };
      },
    ),
    range: [
      Math.min(lowest - 5, ...bands.map(({ lowBpm }) => lowBpm - 5)),
      Math.max(highest + 8, ...closed.map((highBpm) => highBpm + 12)),
    ],
    edges: [...new Set([...bands.map(({ lowBpm }) => lowBpm), ...closed])].sort((a, b) => a - b),
  };
}
