import type { JSX } from 'preact';
import { words } from '../language/language.ts';

/** Holds the room that the content will take, so that nothing jumps. */
export function Loading({ heights }: { heights: readonly number[] }): JSX.Element {
  return (
    <div class="stack" aria-busy="true">
      <span class="visually-hidden" role="status">
        {words.value.loading}
      </span>
      {heights.map((height, index) => (
        <div key={index} class="skeleton" style={{ height: `${height}px` }} />
      ))}
    </div>
  );
}
