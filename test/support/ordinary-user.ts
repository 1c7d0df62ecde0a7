/** Whether these tests run as root, who may start programs as somebody else. */
export const isRoot = process.getuid?.() === 0;

/** Who is no root: "nobody" of Debian, who exists everywhere, or else whoever runs the tests. */
export const ORDINARY: { readonly uid?: number; readonly gid?: number } = isRoot
  ? { uid: 65_534, gid: 65_534 }
  : {};

export const ORDINARY_UID = ORDINARY.uid ?? process.getuid?.() ?? 0;
