/** Who did something, with their clinic where one is behind it. Not everybody has said a name; empty where neither is known. */
export function byWhom({ name, clinic }: { readonly name: string; readonly clinic?: string }): string {
  return [name, clinic ?? ''].filter((part) => part !== '').join(', ');
}
