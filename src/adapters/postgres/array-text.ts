/**
 * Columns of many rows as Postgres reads them. The driver searches each element for quotes with two regular expressions;
 * a live commit has thousands of rows in six columns.
 */
export function arrayOfNumbers(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}

export function arrayOfTexts(values: readonly string[]): string {
  let text = '{';
  for (let i = 0; i < values.length; i++) text += i === 0 ? quoted(values[i]!) : `,${quoted(values[i]!)}`;
  return `${text}}`;
}

function quoted(value: string): string {
  const isPlain = !value.includes('"') && !value.includes('\\');
  return `"${isPlain ? value : value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
