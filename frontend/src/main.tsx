import './no-eval.ts';
// The foundations come first, so that what a component's own style says wins.
import './ui/tokens.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AppModel } from './app/app-model.ts';
import { App } from './app/app.tsx';
import { browserEnvironment } from './app/browser.ts';
import { Notice } from './app/notice.tsx';
import { Unreachable } from './app/unreachable.tsx';
import { loadSettings, settingsOf, socketUrlFrom } from './config.ts';
import { leaves } from './embed/leaves.ts';

const container = document.getElementById('root');
if (!container) throw new Error('The page has no element with the id "root".');
const root = createRoot(container);

try {
  const settings = await loadSettings(settingsOf(import.meta.env.REACT_APP_ENV), fetch);
  const environment = browserEnvironment(socketUrlFrom(settings, location.href), settings.signIn);
  const model = new AppModel(environment);
  addEventListener('online', () => model.networkChanged(true));
  addEventListener('offline', () => model.networkChanged(false));
  document.addEventListener('visibilitychange', () => {
    // Not whether `navigator.onLine`: behind some VPNs it is false while everything works.
    if (document.visibilityState === 'visible') model.lookedAt();
  });
  addEventListener('keydown', (event) => {
    if (leaves(event, document)) environment.host?.close();
  });
  void model.load();
  root.render(
    <StrictMode>
      <App model={model} />
    </StrictMode>,
  );
} catch (error) {
  root.render(
    // What `fetch` throws when nobody answers.
    error instanceof TypeError ? (
      <Unreachable onRetry={() => location.reload()} />
    ) : (
      <Notice title="This page is not set up right">
        <p>{error instanceof Error ? error.message : String(error)}</p>
      </Notice>
    ),
  );
}
