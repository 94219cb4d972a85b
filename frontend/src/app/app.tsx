import type { ReactElement } from 'react';
import { CustomerPage } from '../customer/customer-page.tsx';
import { OperatorPage } from '../operator/operator-page.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { useObservable } from '../ui/use-observable.ts';
import type { AppModel } from './app-model.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Notice } from './notice.tsx';
import { StartPage } from './start-page.tsx';
import { Unreachable } from './unreachable.tsx';

export const App = ({ model }: { readonly model: AppModel }): ReactElement => (
  <ErrorBoundary>
    <Toasts>
      <Page model={model} />
    </Toasts>
  </ErrorBoundary>
);

function Page({ model }: { readonly model: AppModel }): ReactElement {
  const state = useObservable(model.state);
  const signOut = (): void => model.signOut();
  switch (state.phase) {
    case 'loading':
      return (
        <p className="loading" role="status">
          Loading…
        </p>
      );
    case 'failed':
      return <Unreachable onRetry={() => void model.load()} />;
    case 'no-demo':
      return (
        <Notice title="Please sign in">
          <p>
            This service is for signed-in customers. Open the chat from the website or app where you are
            signed in: it brings your identity along.
          </p>
          <p>
            You run this server? It has an issuer or a secret configured, so the demo is off. With an issuer,
            set <code>AUTH_CLIENT_ID</code> and people can sign in here. Without <code>AUTH_ISSUER</code> and{' '}
            <code>AUTH_SECRET</code> it offers demo customers.
          </p>
        </Notice>
      );
    case 'sign-in':
      return (
        <Notice title={state.refused ? 'That sign-in did not work' : 'Welcome'}>
          <p>
            {state.refused
              ? 'Nothing was changed. Please try again; if it goes on, ask who runs this service.'
              : 'Sign in to talk to the assistant about your account.'}
          </p>
          <button type="button" className="button button-primary" onClick={() => void model.signIn()}>
            Sign in
          </button>
        </Notice>
      );
    case 'choosing':
      return <StartPage people={state.people} onChoose={(id) => model.choose(id)} />;
    case 'customer':
      return <CustomerPage session={state.session} wayOut={model.wayOut} onSignOut={signOut} />;
    case 'operator':
      return <OperatorPage session={state.session} wayOut={model.wayOut} onSignOut={signOut} />;
  }
}
