import { Type, type TUnsafe } from 'typebox';

/** The description of an answer that is a file of one media type. */
export function fileAnswer(mediaType: string): {
  description: string;
  content: Record<string, { schema: TUnsafe<Buffer> }>;
} {
  return {
    description: 'The file',
    content: { [mediaType]: { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } },
  };
}
