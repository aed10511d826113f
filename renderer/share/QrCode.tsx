import { classNames } from '../ui/class-names.ts';
import styles from './QrCode.module.css';
import type { QrPicture } from './qr.ts';

const css = classNames(styles);

/** Pixels on a side that a small code has at least, and pixels of a module that a camera can still tell apart. */
const SMALLEST_SIDE = 240;
const SMALLEST_MODULE = 3;

/** Black on white in both themes: many readers do not know a code in reverse. */
export function QrCode({ picture, label }: { readonly picture: QrPicture; readonly label: string }) {
  const side = picture.size * Math.max(SMALLEST_MODULE, Math.ceil(SMALLEST_SIDE / picture.size));
  return (
    <svg
      className={css('code')}
      role="img"
      aria-label={label}
      width={side}
      height={side}
      viewBox={`0 0 ${picture.size} ${picture.size}`}
      shapeRendering="crispEdges"
    >
      <rect width={picture.size} height={picture.size} fill="#fff" />
      <path d={picture.path} fill="#000" />
    </svg>
  );
}
