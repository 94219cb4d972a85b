import type { ReactElement, ReactNode } from 'react';
import { IconButton } from './icon-button.tsx';
import './drawer.css';

interface Props {
  readonly title: string;
  readonly side: 'start' | 'end';
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A panel that slides over the page where there is no room beside it. */
export function Drawer({ title, side, open, onClose, children }: Props): ReactElement | null {
  if (!open) return null;
  return (
    <dialog
      ref={showModal}
      className={`drawer drawer-${side}`}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        // A click beside the panel lands on the dialog itself.
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="drawer-panel">
        <header className="drawer-header">
          <h2>{title}</h2>
          <IconButton icon="close" label={`Close ${title.toLowerCase()}`} onClick={onClose} />
        </header>
        {children}
      </div>
    </dialog>
  );
}

/** Closes it before it leaves the page: only then does the focus go back to where it came from. */
function showModal(dialog: HTMLDialogElement): () => void {
  dialog.showModal();
  return () => dialog.close();
}
