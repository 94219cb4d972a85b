import type { ErrorFrame } from '@agentic-service-bot/protocol';
import { createContext, use, useCallback, useEffect, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { IconButton } from './icon-button.tsx';
import { wordsFor } from './words.ts';
import './toasts.css';

const SHOWN_MS = 10_000;

interface Toast {
  readonly id: number;
  readonly text: string;
}

const ShowToast = createContext<(text: string) => void>(() => undefined);

/** Waits for something that may be refused, and tells the person why if it was. */
export function useTellRefusal(): (asked: Promise<ErrorFrame | undefined>) => Promise<boolean> {
  const show = use(ShowToast);
  return useCallback(
    async (asked) => {
      const refusal = await asked;
      if (refusal) show(wordsFor(refusal));
      return refusal === undefined;
    },
    [show],
  );
}

/** Messages that something went wrong, above the page; each leaves by itself. */
export function Toasts({ children }: { readonly children: ReactNode }): ReactElement {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const show = useCallback((text: string) => {
    setToasts((shown) => [...shown, { id: (shown.at(-1)?.id ?? 0) + 1, text }]);
  }, []);
  const dismiss = useCallback((id: number) => {
    setToasts((shown) => shown.filter((toast) => toast.id !== id));
  }, []);
  return (
    <ShowToast value={show}>
      {children}
      <div className="toasts" role="alert">
        {toasts.map((toast) => (
          <ToastView key={toast.id} toast={toast} onDismiss={dismiss} />
        ))}
      </div>
    </ShowToast>
  );
}

interface ToastViewProps {
  readonly toast: Toast;
  readonly onDismiss: (id: number) => void;
}

function ToastView({ toast: { id, text }, onDismiss }: ToastViewProps): ReactElement {
  useEffect(() => {
    const timer = setTimeout(() => onDismiss(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, onDismiss]);
  return (
    <div className="toast">
      <p>{text}</p>
      <IconButton icon="close" label="Dismiss" onClick={() => onDismiss(id)} />
    </div>
  );
}
