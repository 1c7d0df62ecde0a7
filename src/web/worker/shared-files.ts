/** Where the service worker leaves shared files for the page. */
export const SHARED_CACHE = 'zone-coach.shared';
/** The file's own name, percent-encoded. */
export const SHARED_NAME_HEADER = 'x-file-name';
