/** A stretch of time, from included, to excluded. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The time that any of the spans covers: ascending, disjoint, none empty. */
export function unionOf(spans: readonly Span[]): Span[] {
  const union: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (span.toMs <= span.fromMs) continue;
    const last = union.at(-1);
    if (last === undefined || span.fromMs > last.toMs) union.push(span);
    else if (span.toMs > last.toMs) union[union.length - 1] = { fromMs: last.fromMs, toMs: span.toMs };
  }
  return union;
}

/** The parts of ascending, disjoint spans that lie within `bounds`. */
export function within(spans: readonly Span[], { fromMs, toMs }: Span): Span[] {
  const parts: Span[] = [];
  eachWithin(spans, fromMs, toMs, (partFromMs, partToMs) =>
    parts.push({ fromMs: partFromMs, toMs: partToMs }),
  );
  return parts;
}

/** Calls `use` for the same parts, in order: where there are thousands of bounds, nothing is made for any of them. */
export function eachWithin(
  spans: readonly Span[],
  fromMs: number,
  toMs: number,
  use: (fromMs: number, toMs: number) => void,
): void {
  for (const span of spans) {
    if (span.toMs <= fromMs) continue;
    if (span.fromMs >= toMs) break;
    use(Math.max(span.fromMs, fromMs), Math.min(span.toMs, toMs));
  }
}

/** The rest of `bounds` that the ascending, disjoint spans leave free. */
export function without(spans: readonly Span[], bounds: Span): Span[] {
  const rest: Span[] = [];
  let { fromMs } = bounds;
  for (const taken of within(spans, bounds)) {
    if (taken.fromMs > fromMs) rest.push({ fromMs, toMs: taken.fromMs });
    fromMs = taken.toMs;
  }
  if (fromMs < bounds.toMs) rest.push({ fromMs, toMs: bounds.toMs });
  return rest;
}
