/** An answer without a body. */
export const NO_CONTENT = { type: 'null', description: 'Done' } as const;
