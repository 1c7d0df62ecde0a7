/** Where the service worker leaves shared files for the page. */
export const SHARED_CACHE = 'zone-coach.shared';
/** The file's own name, percent-encoded. */
export const SHARED_NAME_HEADER = 'x-file-name';
/** Any site can post to the share address: what is kept of it is bounded, and waits for a person. */
export const MOST_SHARED_FILES = 50;
export const MOST_SHARED_BYTES = 256 * 1024 * 1024;
