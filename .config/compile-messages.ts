import compile from 'icu-minify/compile';
import type { Plugin } from 'vite';

/** Literals of the files of a language that hold an ICU argument. */
const MESSAGE_FILES = /\/wire\/messages\/[a-z]{2}\/[a-z-]+\.ts$/;
const COMPILER = 'icu-minify/compile';
const NO_COMPILER = '\0no-message-compiler';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly value?: unknown;
}

/** Compiles ICU messages while the page is built, so that the page carries no parser of them. */
export function compileMessages(): Plugin {
  return {
    name: 'compile-messages',
    // Before Vite itself finds the package.
    resolveId: { order: 'pre', handler: (id) => (id === COMPILER ? NO_COMPILER : null) },
    load: (id) => (id === NO_COMPILER ? 'export default (text) => text;' : null),
    transform(code, id) {
      if (!MESSAGE_FILES.test(id)) return null;
      let compiled = code;
      // From the end on, so that positions before an edit stay right.
      for (const { start, end, value } of messagesOf(this.parse(code)).sort((a, b) => b.start - a.start)) {
        compiled = compiled.slice(0, start) + JSON.stringify(compile(value)) + compiled.slice(end);
      }
      return { code: compiled, map: null };
    },
  };
}

function messagesOf(node: unknown): (Node & { readonly value: string })[] {
  if (Array.isArray(node)) return node.flatMap(messagesOf);
  if (typeof node !== 'object' || node === null) return [];
  return isMessage(node) ? [node] : Object.values(node).flatMap(messagesOf);
}

function isMessage(node: object): node is Node & { readonly value: string } {
  return (
    'type' in node &&
    node.type === 'Literal' &&
    'value' in node &&
    typeof node.value === 'string' &&
    node.value.includes('{')
  );
}
