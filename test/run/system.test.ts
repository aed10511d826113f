import { expect, test } from 'vitest';
import { announcement, missingInLdd } from './system.ts';

test('the libraries that ldd does not find', () => {
  const output = `	linux-vdso.so.1 (0x00007ffd)
	libdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007f)
	libnss3.so => not found
	libgtk-3.so.0 => not found
	/lib64/ld-linux-x86-64.so.2 (0x00007f)
`;
  expect(missingInLdd(output)).toEqual(['libnss3.so', 'libgtk-3.so.0']);
});

test('what is going to be installed and why is said in one line', () => {
  const line = announcement({ tools: ['squid', 'Xvfb'], libraries: ['libnss3.so'] });
  expect(line).toContain('not installed here: squid, Xvfb, libnss3.so.');
  expect(line).not.toContain('\n');
});
