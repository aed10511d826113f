/**
 * The question to the kernel whose a TCP socket is, by the addresses of its two ends, and the answer (sock_diag(7),
 * linux/inet_diag.h). It finds the socket by its hash: a microsecond, however many there are. Pure.
 */
import { addressBytes } from './address-bytes.ts';
import type { SocketEnds, SocketOwner } from './socket-ends.ts';

const HEADER = 16;
const QUESTION = 56;
const SOCK_DIAG_BY_FAMILY = 20;
const REQUEST = 1;
const IPV4 = 2;
const IPV6 = 10;
const TCP = 6;

/** null where the addresses are none. IPv4 also finds what an IPv6 socket has as mapped addresses. */
export function questionFor({ own, far }: SocketEnds): Buffer | null {
  const [ownBytes, farBytes] = [addressBytes(own.host), addressBytes(far.host)];
  if (ownBytes === null || farBytes === null || ownBytes.length !== farBytes.length) return null;
  const message = Buffer.alloc(HEADER + QUESTION);
  message.writeUInt32LE(message.length, 0);
  message.writeUInt16LE(SOCK_DIAG_BY_FAMILY, 4);
  message.writeUInt16LE(REQUEST, 6);
  message[16] = ownBytes.length === 4 ? IPV4 : IPV6;
  message[17] = TCP;
  message.writeUInt32LE(0xffff_ffff, 20); // in whatever state
  message.writeUInt16BE(own.port, 24);
  message.writeUInt16BE(far.port, 26);
  message.set(ownBytes, 28);
  message.set(farBytes, 44);
  message.fill(0xff, 64, 72); // no cookie
  return message;
}

/** The owner in an answer; null when there is no such socket, or the answer is about another one. */
export function ownerIn(answer: Buffer, { own, far }: SocketEnds): SocketOwner | null {
  if (answer.length < HEADER + 72 || answer.readUInt16LE(4) !== SOCK_DIAG_BY_FAMILY) return null;
  // Without a connection between the two ends the kernel answers with who listens at the first.
  if (answer.readUInt16BE(20) !== own.port || answer.readUInt16BE(22) !== far.port) return null;
  return { uid: answer.readUInt32LE(80), inode: answer.readUInt32LE(84) };
}
