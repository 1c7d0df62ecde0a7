import { SHARED_CACHE, SHARED_NAME_HEADER } from './shared-files.ts';

/** What a phone shares with us arrives as a form: its files are kept, also offline, and the page takes them up. */
export async function keepShared(request: Request): Promise<Response> {
  const form = await request.formData();
  const cache = await caches.open(SHARED_CACHE);
  const files = form.getAll('file').filter((part) => part instanceof File);
  await Promise.all(
    files.map((file) =>
      cache.put(
        `/shared/${crypto.randomUUID()}`,
        new Response(file, { headers: { [SHARED_NAME_HEADER]: encodeURIComponent(file.name) } }),
      ),
    ),
  );
  return Response.redirect('/#/upload/shared', 303);
}
