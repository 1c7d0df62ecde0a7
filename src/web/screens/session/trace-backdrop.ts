import type uPlot from 'uplot';
import type { BandRange } from '../../live/live-view.ts';

export interface TraceColours {
  readonly ground: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly unknown: string;
  readonly bands: Readonly<Record<string, string>>;
}

/** A bout of a 4×4 with its grade in words, so that it is told without colour. */
export interface TraceBout {
  readonly from: number;
  readonly to: number;
  readonly credited: boolean;
  /** Closest first: the first that has room is drawn. */
  readonly labels: readonly string[];
}

export type NamedBand = BandRange & { readonly name: string };

export interface Backdrop {
  /** With the name that stands in the band. */
  readonly bands: readonly NamedBand[];
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  readonly bouts: readonly TraceBout[];
  /** bpm shown, low and high. */
  readonly range: [number, number];
  /** bpm where a band begins or ends: the only numbers on the axis that mean something. */
  readonly edges: number[];
}

const BAND_ALPHA = 0.3;
const HATCH_STEP = 7;
const NAME_FONT = '650 13px "Sofia Sans Variable"';
const BOUT_FONT = '700 15px "Sofia Sans Extra Condensed Variable"';
/** CSS pixels; a band that is lower has no room for its name. */
const NAME_HEIGHT = 15;
const NAME_INSET = 6;

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

  for (const bout of backdrop.bouts) drawBout(ctx, bout, x(bout.from), x(bout.to), bbox, colours);
  ctx.strokeStyle = colours.unknown;
  ctx.lineWidth = devicePixelRatio;
  for (const { from, to } of backdrop.gaps) hatch(ctx, x(from), x(to), bbox);
  ctx.restore();
}

/** The names of the bands, above everything: colour never stands alone. */
export function drawBandNames(plot: uPlot, { bands }: Backdrop, colours: TraceColours): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.font = scaled(NAME_FONT);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = colours.ink;
  ctx.strokeStyle = colours.ground;
  ctx.lineWidth = 3 * devicePixelRatio;
  ctx.lineJoin = 'round';
  for (const { name, lowBpm, highBpm } of bands) {
    const top = plot.valToPos(highBpm + 0.5, 'y', true);
    const bottom = plot.valToPos(lowBpm - 0.5, 'y', true);
    if (bottom - top < NAME_HEIGHT * devicePixelRatio) continue;
    const at = [bbox.left + NAME_INSET * devicePixelRatio, (top + bottom) / 2] as const;
    ctx.strokeText(name, ...at);
    ctx.fillText(name, ...at);
  }
  ctx.restore();
}

function drawBout(
  ctx: CanvasRenderingContext2D,
  { credited, labels }: TraceBout,
  left: number,
  right: number,
  bbox: uPlot.BBox,
  colours: TraceColours,
): void {
  const width = right - left;
  if (width <= 0) return;
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
  ctx.font = scaled(BOUT_FONT);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  const label = labels.find((each) => ctx.measureText(each).width < width);
  if (label !== undefined) ctx.fillText(label, left + width / 2, top - 2 * devicePixelRatio);
}

/** A font for the canvas, whose pixels are the device's. */
function scaled(font: string): string {
  return font.replace(/(\d+)px/, (_, size: string) => `${Number(size) * devicePixelRatio}px`);
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
