import { expect, it } from 'vitest';
import { rangeWith } from './local-port.ts';

/** As Windows 11 prints it in English and in German. */
const ranges = `
Protocol tcp Port Exclusion Ranges

Start Port    End Port
----------    --------
      5357        5357
     50000       50059     *
     59813       59912

* - Administered port exclusions.
`;
const deutsch =
  '\r\nAusschlussbereiche\r\n\r\nStartport    Endport\r\n----------    --------\r\n      2180        2279\r\n';

it.each([
  [5357, [5357, 5357]],
  [50_059, [50_000, 50_059]],
  [59_900, [59_813, 59_912]],
  [2222, null],
])('the range of Windows that has port %i', (port, range) => {
  expect(rangeWith(ranges, port)).toEqual(range);
});

it('does not depend on the language', () => expect(rangeWith(deutsch, 2222)).toEqual([2180, 2279]));
