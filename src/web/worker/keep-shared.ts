import { MOST_SHARED_BYTES, MOST_SHARED_FILES, SHARED_CACHE, SHARED_NAME_HEADER } from './shared-files.ts';

/**
 * What a phone shares with us arrives as a form: its files are kept, also offline, and the page offers them. They replace
 * what was shared before; beyond the bounds nothing is kept.
 */
export async function keepShared(request: Request): Promise<Response> {
  const form = await request.formData();
  const files = form.getAll('file').filter((part) => part instanceof File);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  await caches.delete(SHARED_CACHE);
  if (files.length <= MOST_SHARED_FILES && bytes <= MOST_SHARED_BYTES) {
    const cache = await caches.open(SHARED_CACHE);
    await Promise.all(
      files.map((file) =>
        cache.put(
          `/shared/${crypto.randomUUID()}`,
          new Response(file, { headers: { [SHARED_NAME_HEADER]: encodeURIComponent(file.name) } }),
        ),
      ),
    );
  }
  return Response.redirect('/#/upload/shared', 303);
}
