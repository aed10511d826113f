/** A tunnel’s status in a few words, for window and tray. */
export const status = {
  'status.off': 'Off',
  'status.starting': 'Starting',
  'status.blocked': 'Blocked',
  'status.on.unknown': 'On · server not checked yet',
  'status.on.checking': 'On · checking the server',
  'status.on.reachable': 'On · server reachable, {time}',
  'status.on.unreachable': 'On · server unreachable',
  'status.on.time': 'On · {time}',
  'status.because': '{status}, {why}',
  'status.blocked.because': '{status} · {why}',
  'status.blocked.next': '{status} · {why}. {next}',
} as const;
