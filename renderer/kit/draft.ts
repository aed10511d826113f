/** What is typed about a server that is to be made, and the request that it becomes. Pure. */
import { servicePort } from '../../preload/fields/application-names.ts';
import { numberIn } from '../../preload/fields/form.ts';
import type { KitRequest, OpenedKit } from '../../preload/kit.ts';
import { type Answers, answersSchema, clientNameSchema, type Platform } from '../../preload/kit-answers.ts';
import type { Application } from '../../preload/types.ts';
import { type PlainId, t } from '../../preload/words/words.ts';

export interface ServiceDraft {
  /** Of its row, in this sheet only. */
  readonly key: number;
  readonly application: Application;
  readonly name: string;
  readonly host: string;
  readonly port: string;
  readonly accept: string;
}

export interface KitDraft {
  readonly host: string;
  readonly platform: Platform;
  readonly services: readonly ServiceDraft[];
  readonly certificate: Answers['certificate']['kind'];
  readonly days: string;
  readonly email: string;
  readonly clients: Answers['clients'];
  readonly client: string;
  readonly passphrase: string;
  readonly revoke: readonly string[];
  readonly page: Answers['page']['kind'];
  readonly pageHost: string;
  readonly pagePort: string;
  readonly renew: KitRequest['renew'];
  readonly form: KitRequest['form'];
}

export type KitErrors = Readonly<Record<string, string>>;

const LOOPBACK = '127.0.0.1';
const USUAL_DAYS = '825';

export const newService = (key: number, application: Application = 'ssh'): ServiceDraft => ({
  key,
  application,
  name: application,
  host: LOOPBACK,
  port: String(servicePort[application] ?? ''),
  accept: '443',
});

/** Another application's usual name and port, where a person has typed none of their own. */
export function withApplication(service: ServiceDraft, application: Application): ServiceDraft {
  const isUsualPort = service.port === String(servicePort[service.application] ?? '');
  return {
    ...service,
    application,
    name: service.name === service.application ? application : service.name,
    port: isUsualPort ? String(servicePort[application] ?? '') : service.port,
  };
}

export function draftOf(kit: OpenedKit | null): KitDraft {
  const answers = kit?.answers;
  const certificate = answers?.certificate;
  const page = answers?.page;
  return {
    host: answers?.host ?? '',
    platform: answers?.platform ?? 'debian',
    services: answers?.services.map(drafted) ?? [newService(0)],
    certificate: certificate?.kind ?? 'self-signed',
    days: certificate !== undefined && 'days' in certificate ? String(certificate.days) : USUAL_DAYS,
    email: certificate?.kind === 'lets-encrypt' ? (certificate.email ?? '') : '',
    clients: answers?.clients ?? 'certificate',
    client: '',
    passphrase: '',
    revoke: [],
    page: page?.kind ?? 'none',
    pageHost: page !== undefined && 'host' in page ? page.host : LOOPBACK,
    pagePort: page !== undefined && 'port' in page ? String(page.port) : '80',
    renew: 'no',
    form: 'folder',
  };
}

const drafted = ({ port, accept, ...service }: Answers['services'][number], key: number): ServiceDraft => ({
  ...service,
  key,
  port: String(port),
  accept: String(accept),
});

export type KitReading =
  | { readonly ok: true; readonly request: KitRequest }
  | { readonly ok: false; readonly errors: KitErrors };

/** The words for what the schema refuses, by the path of the answer. */
const wrong: readonly (readonly [path: RegExp, word: Extract<PlainId, `kit.wrong.${string}`>])[] = [
  [/^host$/, 'kit.wrong.host'],
  [/^services\.\d+\.name$/, 'kit.wrong.name'],
  [/^services\.\d+\.host$/, 'kit.wrong.host'],
  [/^services\.\d+\.(port|accept)$/, 'kit.wrong.port'],
  [/^certificate\.days$/, 'kit.wrong.days'],
  [/^certificate\.email$/, 'kit.wrong.email'],
  [/^page\.host$/, 'kit.wrong.host'],
  [/^page\.port$/, 'kit.wrong.port'],
];

export function readDraft(draft: KitDraft, kit: OpenedKit | null): KitReading {
  const read = answersSchema.safeParse(answersIn(draft));
  const errors: Record<string, string> = {};
  for (const { path, message } of read.error?.issues ?? []) {
    const place = path.join('.');
    const word = wrong.find(([pattern]) => pattern.test(place))?.[1];
    errors[place] ??= word === undefined ? message : t(word);
  }
  const client = draft.clients === 'none' ? '' : draft.client.trim();
  const isFirst = !(kit?.clients ?? []).some(({ isRevoked }) => !isRevoked);
  const isNeeded = draft.clients !== 'none' && isFirst;
  if ((isNeeded || client !== '') && !clientNameSchema.safeParse(client).success) {
    errors['client'] = t(isNeeded ? 'kit.wrong.client' : 'kit.wrong.name');
  }
  if (!read.success || Object.keys(errors).length > 0) return { ok: false, errors };
  const { passphrase, revoke, renew, form } = draft;
  const hasKey = draft.clients === 'certificate' && passphrase !== '';
  return {
    ok: true,
    request: {
      kitId: kit?.id ?? null,
      answers: read.data,
      add: client === '' ? [] : [{ name: client, passphrase: hasKey ? passphrase : null }],
      revoke: draft.clients === 'none' ? [] : revoke,
      renew: draft.certificate === 'lets-encrypt' ? 'no' : renew,
      form,
    },
  };
}

/** Unchecked. */
function answersIn(draft: KitDraft): unknown {
  const { host, platform, services, certificate, days, email, clients, page, pageHost, pagePort } = draft;
  return {
    host: host.trim(),
    services: services.map(({ key: _, port, accept, ...service }) => ({
      ...service,
      name: service.name.trim(),
      host: service.host.trim(),
      port: numberIn(port),
      accept: numberIn(accept),
    })),
    platform,
    certificate:
      certificate === 'lets-encrypt'
        ? { kind: certificate, email: email.trim() === '' ? null : email.trim() }
        : { kind: certificate, days: numberIn(days) },
    clients,
    page: page === 'none' ? { kind: page } : { kind: page, host: pageHost.trim(), port: numberIn(pagePort) },
  };
}
