import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { windowBridge } from './bridge.ts';
import { refuseFileDialogs } from './no-file-dialogs.ts';
import { createWindowStore } from './store/store.ts';
import { StoreProvider } from './store-context.tsx';
import { speakForTheLibrary } from './ui/library-words.ts';

refuseFileDialogs(window);
speakForTheLibrary();
const store = createWindowStore(windowBridge());
store.getState().actions.connect();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');

// What is there stays until there is something to show instead.
const stop = store.subscribe(({ app, failure }) => {
  if (app === null && failure === null) return;
  stop();
  createRoot(root).render(
    <StrictMode>
      <StoreProvider store={store}>
        <App />
      </StoreProvider>
    </StrictMode>,
  );
});
