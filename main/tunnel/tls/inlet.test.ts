import { describe, expect, it } from 'vitest';
import { Inlet } from './inlet.ts';

/** What Node does with `onread`: asks for a buffer, reads into it, calls back, asks for the next one. */
function reader(inlet: Inlet) {
  let buffer = inlet.onread.buffer();
  return (text: string) => {
    for (let rest = Buffer.from(text); rest.length > 0; ) {
      const length = Math.min(rest.length, buffer.length);
      Buffer.from(buffer.buffer, buffer.byteOffset).set(rest.subarray(0, length));
      inlet.onread.callback(length, buffer);
      buffer = inlet.onread.buffer();
      rest = rest.subarray(length);
    }
    return buffer;
  };
}

describe('Inlet', () => {
  it('keeps what comes before anybody takes it', () => {
    const inlet = new Inlet();
    const read = reader(inlet);
    read('220 ');
    read('ready');
    const got: string[] = [];
    inlet.attach(
      (bytes) => got.push(Buffer.from(bytes).toString()) > 0,
      () => false,
    );
    read('!');
    expect(got.join('')).toBe('220 ready!');
  });

  it('uses a buffer again only when the sink is rid of the bytes', () => {
    const inlet = new Inlet();
    const read = reader(inlet);
    const kept: Uint8Array[] = [];
    let busy = false;
    inlet.attach(
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
    const inlet = new Inlet();
    const read = reader(inlet);
    inlet.attach(
      () => true,
      () => false,
    );
    const small = inlet.onread.buffer().length;
    expect(read('x'.repeat(small)).length).toBeGreaterThan(small);
  });

  it('tells of the first byte once', () => {
    const inlet = new Inlet();
    let calls = 0;
    inlet.whenReceived(() => {
      calls += 1;
    });
    inlet.accept(Buffer.from('a'));
    inlet.accept(Buffer.from('b'));
    expect(calls).toBe(1);
    inlet.whenReceived(() => {
      calls += 1;
    });
    expect(calls).toBe(2);
  });
});
