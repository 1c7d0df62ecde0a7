import { signal } from '@preact/signals';

/** Whether the browser has promised to clear no run that is still on the phone; null until it was asked. */
export const keepsRuns = signal<boolean | null>(null);

/** Asks for that promise. Browsers answer by how the page is used: installed pages are trusted. */
export async function askToKeepRuns(): Promise<void> {
  // Absent outside https.
  if (!('storage' in navigator)) return;
  keepsRuns.value = await navigator.storage.persist().catch(() => false);
}
