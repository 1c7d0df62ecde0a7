import type { ComponentChildren, JSX } from 'preact';
import type { FormPart } from './form-part.ts';

interface Described {
  'aria-invalid': boolean;
  'aria-describedby'?: string;
}

/** What a field at fault is described by. */
export function describedBy(part: FormPart, path: string): Described {
  const isFaulty = part.isFaulty(path);
  return { 'aria-invalid': isFaulty, ...(isFaulty && { 'aria-describedby': faultId(path) }) };
}

/** A field in as many columns as it needs, and under it what is at fault with it. */
export function ToldField({
  told,
  columns = 'one',
  children,
}: {
  /** Left out of a choice that cannot be at fault. */
  told?: { part: FormPart; path: string; scale?: number };
  columns?: 'one' | 'two' | 'all';
  children: ComponentChildren;
}): JSX.Element {
  return (
    <div class={`told ${columns}`}>
      {children}
      {told !== undefined && (
        <p class="fault small" id={faultId(told.path)} role="alert">
          {told.part.faultOf(told.path, told.scale)}
        </p>
      )}
    </div>
  );
}

function faultId(path: string): string {
  return `fault-${path}`;
}
