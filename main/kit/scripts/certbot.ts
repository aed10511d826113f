/** Let's Encrypt by certbot: fetched on the server, and put into place after each renewal. Pure. */
import type { Answers } from '../../../preload/kit-answers.ts';
import { hasCertificate } from '../answers.ts';
import { isContainer, layoutOf, NAME } from '../layout.ts';
import { serverFiles } from '../stunnel-conf.ts';
import { reloadLines } from './service.ts';
import { beginning, type Lines, quoted } from './shell.ts';

export const HOOK = 'renewed.sh';

export const fetchesCertificate = (answers: Answers): boolean =>
  answers.certificate.kind === 'lets-encrypt' && hasCertificate(answers);

const certbotFolder = ({ platform }: Answers): string =>
  platform === 'freebsd' ? '/usr/local/etc/letsencrypt' : '/etc/letsencrypt';

const packages: Partial<Record<Answers['platform'], string>> = {
  debian: 'apt-get install -y --no-install-recommends certbot',
  'raspberry-pi': 'apt-get install -y --no-install-recommends certbot',
  alpine: 'apk add certbot',
  freebsd: 'pkg install -y security/py-certbot',
};

/** Whom the files belong to: as install.sh does it for those of the kit. */
const groupOf = (answers: Answers): string => {
  const { account, dropped } = layoutOf(answers);
  if (dropped === 'by the service' && account !== null) return account.group;
  return answers.platform === 'macos' || answers.platform === 'freebsd' ? 'wheel' : 'root';
};

/** What stands in the hook for the folder that install.sh lies in, out of which a container gets its certificate. */
const KIT_FOLDER = '@KIT@';

const placeOf = (answers: Answers): string =>
  isContainer(answers.platform) ? KIT_FOLDER : (layoutOf(answers).folder ?? '');

/** certbot calls it with the folder of the new certificate in RENEWED_LINEAGE. */
export function renewalHook(answers: Answers): string {
  const live = `${certbotFolder(answers)}/live/${answers.host}`;
  const copy = (from: string, to: string) =>
    `install -m 0640 -o root -g ${groupOf(answers)} "$lineage/${from}" "$place/${to}"`;
  return `${[
    ...beginning(`Puts a renewed certificate of ${answers.host} into place. certbot calls this.`, []),
    `lineage=\${RENEWED_LINEAGE:-${live}}`,
    '# certbot calls all hooks for all certificates.',
    `[ "$lineage" = ${quoted(live)} ] || exit 0`,
    `place='${placeOf(answers)}'`,
    copy('fullchain.pem', serverFiles.certificate),
    copy('privkey.pem', serverFiles.key),
    ...reloadLines(answers),
  ].join('\n')}\n`;
}

export function certbotStep(answers: Answers): Lines {
  const { host, certificate, platform } = answers;
  const folder = certbotFolder(answers);
  const email = certificate.kind === 'lets-encrypt' ? certificate.email : null;
  const install = packages[platform];
  const account = email === null ? '--register-unsafely-without-email' : `--email ${quoted(email)}`;
  const place = placeOf(answers);
  return [
    "# The certificate of Let's Encrypt, over port 80",
    'if ! command -v certbot > /dev/null; then',
    ...(install === undefined
      ? [
          "  say 'certbot is missing: see https://certbot.eff.org for how to install it. Then run this again.' >&2",
          '  exit 1',
        ]
      : ["  if ask 'Install certbot?'; then", `    ${install}`, '  fi']),
    'fi',
    `hook=${folder}/renewal-hooks/deploy/${NAME}.sh`,
    ...(isContainer(platform)
      ? ['kit=$(pwd)', `sed "s|${KIT_FOLDER}|$kit|" ${HOOK} > ${HOOK}.here`, `renewed=${HOOK}.here`]
      : [`renewed=${HOOK}`]),
    'if ! cmp -s "$renewed" "$hook"; then',
    '  if ask "Let certbot put renewed certificates into place ($hook)?"; then',
    '    mkdir -p "$(dirname "$hook")"',
    '    install -m 0755 "$renewed" "$hook"',
    '  fi',
    'fi',
    `if [ ! -s ${isContainer(platform) ? serverFiles.certificate : quoted(`${place}/${serverFiles.certificate}`)} ]; then`,
    `  if ask ${quoted(`Fetch the certificate for ${host} from Let's Encrypt? It needs port 80 from the Internet; certbot asks for its terms.`)}; then`,
    `    certbot certonly --standalone -d ${quoted(host)} ${account}`,
    `    RENEWED_LINEAGE=${folder}/live/${host} sh "$renewed"`,
    ...(isContainer(platform) ? [] : ['    changed=yes']),
    '  fi',
    'fi',
  ];
}
