/** Runs sandboxed before the page: gives it `window.adit` and nothing of Electron, not even event objects. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { channelOf } from './channel.ts';
import { createBridge, type Transport } from './contract.ts';

const transport: Transport = {
  request: (name, request) => ipcRenderer.invoke(channelOf(name), request),
  subscribe(name, listener) {
    const channel = channelOf(name);
    const forward = (_event: IpcRendererEvent, payload: unknown) => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.off(channel, forward);
    };
  },
};

contextBridge.exposeInMainWorld('adit', createBridge(transport));
