/** A TCP socket of this computer, by its two ends, and whose it is. */
import type { Endpoint } from '../../../preload/types.ts';

export interface SocketEnds {
  readonly own: Endpoint;
  readonly far: Endpoint;
}

export interface SocketOwner {
  /** As this program's user namespace knows it. */
  readonly uid: number;
  /** 0: whoever had it has closed it. Older kernels then say that it is root's. */
  readonly inode: number;
}
