import { useEffect, useRef } from 'react';
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
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
  }, [open]);
  if (!open) return null;
  return (
    <dialog
      ref={dialog}
      className={`drawer drawer-${side}`}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        // A click beside the panel lands on the dialog itself.
        if (event.target === dialog.current) onClose();
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
