/** The image, and how Docker runs it. Pure. */
import type { Answers } from '../../../preload/kit-answers.ts';
import { ports } from '../answers.ts';
import { HOST_OF_CONTAINER, layoutOf, NAME, networkOf } from '../layout.ts';
import { serverFiles } from '../stunnel-conf.ts';
import { certbotStep, fetchesCertificate } from './certbot.ts';
import type { Lines } from './shell.ts';

/** Debian stable, without what a computer needs and a container does not. */
export const BASE_IMAGE = 'debian:trixie-slim';

/** Root for as long as ports are opened and keys are read, whoever owns these; then stunnel's own account and nothing. */
const CAPABILITIES = ['DAC_READ_SEARCH', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'] as const;

export function dockerfile(answers: Answers): string {
  const { program, folder } = layoutOf(answers);
  return `# stunnel for the tunnels of ${answers.host}. Configuration and keys are not in the image: they are mounted.
FROM ${BASE_IMAGE}
RUN apt-get update \\
    && apt-get install -y --no-install-recommends stunnel4 \\
    && rm -rf /var/lib/apt/lists/*
EXPOSE ${[...ports(answers).keys()].join(' ')}
ENTRYPOINT ["${program}"]
CMD ["${folder}/${serverFiles.configuration}"]
`;
}

const published = (answers: Answers): readonly string[] =>
  networkOf(answers) === 'own' ? [...ports(answers).keys()].map((port) => `${port}:${port}`) : [];

export function composeFile(answers: Answers): string {
  const { folder } = layoutOf(answers);
  const isOwn = networkOf(answers) === 'own';
  return `${[
    `# The tunnels of ${answers.host}. Everything beside this file is read by the container, and by nobody else.`,
    `name: ${NAME}`,
    'services:',
    '  stunnel:',
    '    build: .',
    `    container_name: ${NAME}`,
    ...list('volumes', [`./:${folder}:ro`]),
    ...list(
      'ports',
      published(answers).map((port) => `'${port}'`),
    ),
    ...(isOwn ? [] : ['    network_mode: host']),
    ...(isOwn ? list('extra_hosts', [`${HOST_OF_CONTAINER}:host-gateway`]) : []),
    '    restart: unless-stopped',
    ...list('cap_add', CAPABILITIES),
    ...list('cap_drop', ['ALL']),
    '    read_only: true',
    ...list('security_opt', ['no-new-privileges:true']),
  ].join('\n')}\n`;
}

const list = (name: string, items: readonly string[]): Lines =>
  items.length === 0 ? [] : [`    ${name}:`, ...items.map((item) => `      - ${item}`)];

export function containerSteps(answers: Answers): Lines {
  const isCompose = answers.platform === 'compose';
  return [
    '# 1. Docker',
    `if ! docker ${isCompose ? 'compose version' : 'version'} > /dev/null 2>&1; then`,
    `  say 'Docker${isCompose ? ' Compose' : ''} does not answer. Install it, start it, and run this again: https://docs.docker.com/engine/install/' >&2`,
    '  exit 1',
    'fi',
    ...(fetchesCertificate(answers) ? ['', ...certbotStep(answers)] : []),
    '',
    '# 2. The container',
    ...(isCompose ? composeStart : dockerStart(answers)),
  ];
}

const composeStart: Lines = [
  "if ask 'Build the image and start the container, or start it again with what has changed?'; then",
  '  docker compose up -d --build --force-recreate',
  'fi',
];

function dockerStart(answers: Answers): Lines {
  const { folder } = layoutOf(answers);
  const options = [
    `--name ${NAME} --restart unless-stopped --read-only`,
    networkOf(answers) === 'host'
      ? '--network host'
      : [...published(answers).map((port) => `-p ${port}`), `--add-host ${HOST_OF_CONTAINER}:host-gateway`].join(' '),
    `--cap-drop ALL ${CAPABILITIES.map((name) => `--cap-add ${name}`).join(' ')}`,
    `--security-opt no-new-privileges:true -v "$(pwd):${folder}:ro"`,
  ];
  return [
    "if ask 'Build the image and start the container, or start it again with what has changed?'; then",
    `  docker build -q -t ${NAME} .`,
    `  docker rm -f ${NAME} > /dev/null 2>&1 || true`,
    `  docker run -d ${options.map((line) => `${line} \\`).join('\n    ')}`,
    `    ${NAME}`,
    'fi',
  ];
}
