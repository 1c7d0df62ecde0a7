/** Lines of one list, of which the first that closes with these words says them for all. */
export function sayOnce(lines: readonly (string | null)[], closing: string): (string | null)[] {
  const first = lines.findIndex((line) => line?.endsWith(` ${closing}`));
  return lines.map((line, index) =>
    line === null || index === first || !line.endsWith(` ${closing}`)
      ? line
      : line.slice(0, -closing.length - 1),
  );
}
