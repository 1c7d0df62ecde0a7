import { PROBLEMS, type ProblemCode } from './problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What this route refuses beside what follows from its access, its input and its limits. */
    refusals?: readonly ProblemCode[];
  }
}

/** What of a route tells how it can refuse. */
export interface RefusingRoute {
  readonly guarded: boolean;
  readonly rateLimited: boolean;
  readonly readsBody: boolean;
  readonly readsInput: boolean;
  readonly isPage: boolean;
  readonly own: readonly ProblemCode[];
}

/** Every refusal of a route for its description, by status: one schema for all, the codes in words. */
export function refusalsOf(route: RefusingRoute): Record<string, object> {
  const codes: ProblemCode[] = [
    ...route.own,
    ...(route.readsInput ? (['invalid_input'] as const) : []),
    // Whoever asks may be gone by the time the answer is made.
    ...(route.guarded ? (['unauthorised', 'not_allowed', 'two_factor_required', 'not_found'] as const) : []),
    ...(route.readsBody ? (['invalid_input', 'too_large', 'unsupported_media_type'] as const) : []),
    ...(route.rateLimited ? (['rate_limited'] as const) : []),
    'internal',
    'storage_full',
    'overloaded',
  ];
  const sentences = new Map<number, string[]>();
  for (const code of new Set(codes)) {
    const { status, title } = PROBLEMS[code];
    sentences.set(status, [...(sentences.get(status) ?? []), `\`${code}\`: ${title}`]);
  }
  return Object.fromEntries(
    [...sentences].map(([status, said]) => [
      String(status),
      {
        description: said.join('; '),
        content: {
          'application/problem+json': { schema: { $ref: 'Problem#' } },
          ...(route.isPage && { 'text/html': { schema: { type: 'string' } } }),
        },
      },
    ]),
  );
}
