/** In fpm's place where it cannot be had: electron-builder starts it with fpm's arguments. */
import { makeDeb } from './deb.ts';
import { packageRequest } from './fpm-arguments.ts';
import { makeRpm } from './rpm.ts';

const request = packageRequest(process.argv.slice(2));
if (request.type === 'deb') makeDeb(request);
else makeRpm(request);
