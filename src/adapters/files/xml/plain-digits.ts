/** A text with Arabic and Persian digits as 0 to 9: phones in these languages write files with them. */
export function plainDigits(text: string): string {
  return text.replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
