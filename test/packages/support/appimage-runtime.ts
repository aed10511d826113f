/** What an AppImage begins with, for tests: it does in a shell what the real one does with FUSE. */
import { writeFile } from 'node:fs/promises';

/** Of the file; the squashfs follows. */
export const RUNTIME_BYTES = 4096;

const script = `#!/bin/sh
self=$(readlink -f "$0")
place=$(mktemp -d)
unsquashfs -quiet -no-progress -offset ${RUNTIME_BYTES} -dest "$place/app" "$self" >/dev/null || exit 1
chmod 755 "$place"
export APPIMAGE="$self" APPDIR="$place/app"
"$place/app/AppRun" "$@" &
child=$!
trap 'kill -TERM $child' TERM
wait $child; status=$?
trap '' TERM
wait $child 2>/dev/null && status=$?
rm -rf "$place"
exit $status
`;

export async function writeAppImageRuntime(file: string): Promise<string> {
  await writeFile(file, script.padEnd(RUNTIME_BYTES, '\n'));
  return file;
}
