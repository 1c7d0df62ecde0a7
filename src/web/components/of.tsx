import type { JSX } from 'preact';

/** Whose or which, for who hears a button without what stands beside it. */
export function Of({ name }: { name: string }): JSX.Element {
  return <span class="visually-hidden">: {name}</span>;
}
