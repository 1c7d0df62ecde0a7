import type uPlot from 'uplot';
import type { BandRange } from '../../live/live-view.ts';

export interface TraceColours {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly unknown: string;
  readonly bands: Readonly<Record<string, string>>;
}

export interface Backdrop {
  readonly bands: readonly BandRange[];
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  readonly bouts: readonly { readonly from: number; readonly to: number; readonly credited: boolean }[];
  /** bpm shown, low and high. */
  readonly range: [number, number];
  /** bpm where a band begins or ends: the only numbers on the axis that mean something. */
  readonly edges: number[];
}

const BAND_ALPHA = 0.3;
const HATCH_STEP = 7;

/** Bands across, bouts as brackets from the floor, gaps hatched. Drawn behind the trace, in canvas pixels. */
export function drawBackdrop(plot: uPlot, backdrop: Backdrop, colours: TraceColours): void {
  const { ctx, bbox } = plot;
  const x = (seconds: number): number =>
    Math.max(bbox.left, Math.min(bbox.left + bbox.width, plot.valToPos(seconds, 'x', true)));
  const y = (bpm: number): number => plot.valToPos(bpm, 'y', true);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();

  ctx.globalAlpha = BAND_ALPHA;
  for (const { id, lowBpm, highBpm } of backdrop.bands) {
    ctx.fillStyle = colours.bands[id] ?? colours.line;
    // A shown range holds its whole edges (Z2): half a beat on either side belongs to it.
    ctx.fillRect(bbox.left, y(highBpm + 0.5), bbox.width, y(lowBpm - 0.5) - y(highBpm + 0.5));
    if (id === 'interval_4x4') {
      ctx.fillStyle = colours.bands['above'] ?? colours.line;
      ctx.fillRect(bbox.left, bbox.top, bbox.width, y(highBpm + 0.5) - bbox.top);
    }
  }
  ctx.globalAlpha = 1;

  for (const { from, to, credited } of backdrop.bouts) {
    const left = x(from);
    const width = x(to) - left;
    if (width <= 0) continue;
    ctx.fillStyle = colours.ink;
    ctx.globalAlpha = 0.1;
    ctx.fillRect(left, bbox.top, width, bbox.height);
    ctx.globalAlpha = 1;
    const height = 5 * devicePixelRatio;
    const top = bbox.top + bbox.height - height;
    if (credited) ctx.fillRect(left, top, width, height);
    else {
      ctx.strokeStyle = colours.ink;
      ctx.lineWidth = devicePixelRatio;
      ctx.strokeRect(left, top, width, height - 1);
    }
  }

  ctx.strokeStyle = colours.unknown;
  ctx.lineWidth = devicePixelRatio;
  for (const { from, to } of backdrop.gaps) hatch(ctx, x(from), x(to), bbox);
  ctx.restore();
}

function hatch(ctx: CanvasRenderingContext2D, left: number, right: number, bbox: uPlot.BBox): void {
  if (right - left < 1) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, bbox.top, right - left, bbox.height);
  ctx.clip();
  ctx.beginPath();
  const step = HATCH_STEP * devicePixelRatio;
  for (let at = left - bbox.height; at < right; at += step) {
    ctx.moveTo(at, bbox.top + bbox.height);
    ctx.lineTo(at + bbox.height, bbox.top);
  }
  ctx.stroke();
  ctx.restore();
}
