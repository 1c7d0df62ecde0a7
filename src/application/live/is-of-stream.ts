/** Whether a recording was made from a stream: parts that a silence cut off share all of its id but the instant in front. */
export function isOfStream(recordingId: string, sessionId: string): boolean {
  return recordingId.slice(14) === sessionId.slice(14);
}
