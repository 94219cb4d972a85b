import { Component } from 'react';
import type { ReactNode } from 'react';
import { Notice } from './notice.tsx';

interface Props {
  readonly children: ReactNode;
}

/** Shows a way on when a part of the page has failed. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Notice title="This page has stumbled">
        <p>Nothing is lost: your conversation is kept on the server.</p>
        <button type="button" className="button button-primary" onClick={() => location.reload()}>
          Reload
        </button>
      </Notice>
    );
  }
}
