/**
 * Loaded before everything else by Windows' Node under Wine, which cannot make streams of Linux' pipes (EBADF), but
 * reads and writes their descriptors.
 */
const fs = require('node:fs');
const { Writable } = require('node:stream');

function output(fd) {
  const writeAll = (chunk, done) =>
    fs.write(fd, chunk, (error, count) => {
      if (error || count === chunk.length) done(error);
      else writeAll(chunk.subarray(count), done);
    });
  const stream = new Writable({ decodeStrings: true, write: (chunk, _encoding, done) => writeAll(chunk, done) });
  return Object.assign(stream, { fd, isTTY: false });
}

const streams = {
  stdin: () => fs.createReadStream(null, { fd: 0, autoClose: false }),
  stdout: () => output(1),
  stderr: () => output(2),
};
for (const [name, make] of Object.entries(streams)) {
  let stream;
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable: true,
    get() {
      stream ??= make();
      return stream;
    },
  });
}
