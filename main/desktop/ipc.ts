/** The contract over Electron's IPC: a thin adapter around dispatch.ts, with one channel for each call and event. */
import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { channelOf } from '../../preload/channel.ts';
import { type CallName, contract, type EventName, type EventPayload } from '../../preload/contract.ts';
import type { Dispatch, Sender } from './dispatch.ts';

export function registerCalls(dispatch: Dispatch): void {
  for (const [name, { kind }] of Object.entries(contract)) {
    if (kind !== 'call') continue;
    ipcMain.handle(channelOf(name as CallName), (event, request: unknown) => dispatch(name, senderOf(event), request));
  }
}

export function sendEvent<Name extends EventName>(to: WebContents, name: Name, payload: EventPayload<Name>): void {
  if (!to.isDestroyed()) to.send(channelOf(name), payload);
}

function senderOf(event: IpcMainInvokeEvent): Sender {
  const webContentsId = event.sender.id;
  const frame = event.senderFrame;
  // A frame that has navigated or closed since is null, or throws when it is asked.
  if (frame === null) return { webContentsId, isMainFrame: false, origin: null };
  try {
    return { webContentsId, isMainFrame: frame === event.sender.mainFrame, origin: frame.origin };
  } catch {
    return { webContentsId, isMainFrame: false, origin: null };
  }
}
