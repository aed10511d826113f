import { describe, expect, it } from 'vitest';
import { ReceiveBuffer } from './receive-buffer.ts';

/** What Node does with `onread`: asks for a buffer, reads into it, calls back, asks for the next one. */
function reader(incoming: ReceiveBuffer) {
  let buffer = incoming.onread.buffer();
  return (text: string) => {
    for (let rest = Buffer.from(text); rest.length > 0; ) {
      const length = Math.min(rest.length, buffer.length);
      Buffer.from(buffer.buffer, buffer.byteOffset).set(rest.subarray(0, length));
      incoming.onread.callback(length, buffer);
      buffer = incoming.onread.buffer();
      rest = rest.subarray(length);
    }
    return buffer;
  };
}

describe('ReceiveBuffer', () => {
  it('keeps what comes before anybody takes it', () => {
    const incoming = new ReceiveBuffer();
    const read = reader(incoming);
    read('220 ');
    read('ready');
    const got: string[] = [];
    incoming.attach(
      (bytes) => got.push(Buffer.from(bytes).toString()) > 0,
      () => false,
    );
    read('!');
    expect(got.join('')).toBe('220 ready!');
  });

  it('uses a buffer again only when the sink is rid of the bytes', () => {
    const incoming = new ReceiveBuffer();
    const read = reader(incoming);
    const kept: Uint8Array[] = [];
    let busy = false;
    incoming.attach(
      (bytes) => kept.push(bytes) > 0,
      () => busy,
    );
    const first = read('gone');
    expect(read('gone')).toBe(first);
    busy = true;
    kept.length = 0;
    read('stays');
    read('too');
    expect(kept.map((bytes) => Buffer.from(bytes).toString())).toEqual(['stays', 'too']);
  });

  it('grows its buffer when a read fills it', () => {
    const incoming = new ReceiveBuffer();
    const read = reader(incoming);
    incoming.attach(
      () => true,
      () => false,
    );
    const small = incoming.onread.buffer().length;
    expect(read('x'.repeat(small)).length).toBeGreaterThan(small);
  });

  it('tells of the first byte once', () => {
    const incoming = new ReceiveBuffer();
    let calls = 0;
    incoming.whenReceived(() => {
      calls += 1;
    });
    incoming.accept(Buffer.from('a'));
    incoming.accept(Buffer.from('b'));
    expect(calls).toBe(1);
    incoming.whenReceived(() => {
      calls += 1;
    });
    expect(calls).toBe(2);
  });
});
