/**
 * node least.mjs: the least that a program on this runtime can do as the client end of a tunnel, to tell what a figure owes
 * to the runtime and what to our engine. One loop, no certificate looked at, no timeout, no address resolved, no error
 * passed on. Gets `{ port, certificate }` of the server and answers `{ port, sparesPort }`.
 */
import { createServer } from 'node:net';
import { connect, createSecureContext } from 'node:tls';

const SPARES = 2;
const REFILL_AFTER_MS = 10;

process.once('message', async ({ port, certificate }) => {
  const secureContext = createSecureContext({ ca: certificate });
  let session;
  const open = () => {
    const options = { host: '127.0.0.1', port, secureContext, session, rejectUnauthorized: false, allowHalfOpen: true };
    const remote = connect(options);
    remote.on('session', (newest) => {
      session = newest;
    });
    return remote.on('error', () => remote.destroy());
  };
  const join = (local, remote) => {
    local.on('error', () => remote.destroy());
    remote.on('close', () => local.destroy());
    local.pipe(remote);
    remote.pipe(local);
  };
  const listen = (onConnection) =>
    new Promise((resolve) => {
      const server = createServer({ allowHalfOpen: true, noDelay: true }, onConnection);
      server.listen(0, '127.0.0.1', () => resolve(server.address().port));
    });

  const plain = await listen((local) => {
    const remote = open();
    remote.once('secureConnect', () => join(local, remote));
  });
  const spares = [];
  const refill = () => {
    while (spares.length < SPARES) spares.push(open());
  };
  const withSpares = await listen((local) => {
    join(local, spares.pop() ?? open());
    setTimeout(refill, REFILL_AFTER_MS);
  });
  refill();
  process.send({ port: plain, sparesPort: withSpares });
});
process.on('disconnect', () => process.exit());
