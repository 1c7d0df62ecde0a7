import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { words } from '../language/language.ts';
import { filesOfDrop } from '../screens/upload/files-of-drop.ts';
import { uploadFiles } from '../screens/upload/upload-queue.ts';
import { isUnasked, sayTrains } from './me.ts';
import { go } from './route.ts';
import './drop-anywhere.css';

/** A file dropped on any screen is taken, never opened by the browser in place of the page. */
export function DropAnywhere(): JSX.Element | null {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const drag = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      setOver(false);
      const files = filesOfDrop(event.dataTransfer);
      // A newcomer's file says that they train.
      void (isUnasked() ? sayTrains(true) : Promise.resolve()).then(async () => {
        go('upload');
        uploadFiles(await files);
      });
    };
    addEventListener('dragover', drag);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', drag);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
  if (!over) return null;
  return (
    <div class="drop-anywhere" aria-hidden="true">
      <p>{words.value.upload.letGo}</p>
    </div>
  );
}
