import { SHARED_CACHE, SHARED_NAME_HEADER } from '../../worker/shared-files.ts';

/** The files that were shared with the page from another app, once. */
export async function takeShared(): Promise<File[]> {
  if (!('caches' in globalThis)) return [];
  const cache = await caches.open(SHARED_CACHE);
  const files: File[] = [];
  for (const request of await cache.keys()) {
    const kept = await cache.match(request);
    if (kept === undefined || !(await cache.delete(request))) continue;
    const name = decodeURIComponent(kept.headers.get(SHARED_NAME_HEADER) ?? 'file');
    files.push(new File([await kept.blob()], name));
  }
  return files;
}
