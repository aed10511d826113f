/** What a profile's name may have at most; a number takes the place of its end. */
const LONGEST = 80;
const ROOM_FOR_NUMBER = ' 99999'.length;

/** A name that none of the others has: the wanted one, or that one with a number. Pure. */
export function distinctName(wanted: string, others: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; others.has(name); number += 1) name = `${wanted.slice(0, LONGEST - ROOM_FOR_NUMBER)} ${number}`;
  return name;
}
