import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { words } from '../language/language.ts';

/** Copies a text; nothing where the page comes neither over https nor from this machine. */
export function CopyButton({ text }: { text: string }): JSX.Element | null {
  const t = words.value.secret;
  const [copied, setCopied] = useState<string | null>(null);
  if (!('clipboard' in navigator)) return null;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(text);
  };
  return (
    <button type="button" class="button primary" onClick={() => void copy().catch(() => undefined)}>
      {copied === text ? t.copied : t.copy}
    </button>
  );
}
