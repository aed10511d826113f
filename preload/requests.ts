/** Every request of the renderer as a zod schema: main parses them before anything else looks at them. */

import { z } from 'zod';
import type { CallName, CallRequest } from './contract.ts';
import { group } from './fields/group.ts';
import { profileSchema } from './fields/profile.ts';
import { proxyUserSchema } from './fields/proxy.ts';
import { sshWaySchema } from './fields/ssh.ts';
import {
  configurationTextSchema,
  importAnswerSchema,
  importSetSchema,
  openvpnTextSchema,
  restoreChoiceSchema,
  serverByHandSchema,
} from './import-schemas.ts';
import { answersSchema, clientNameSchema } from './kit-answers.ts';
import { manyChangeSchema } from './many-schemas.ts';
import { secretChangesSchema, secretSchemas } from './secret-schemas.ts';
import { programChoiceSchema, programSlotSchema, settingsSchema } from './settings.ts';
import { because } from './words/because.ts';

/** Longer ones are nobody's to remember. */
const passphraseSchema = z
  .string()
  .min(1, because('schema.passphrase.new'))
  .max(1024, because('schema.passphrase.long'));

const nothing = z.undefined();
const aboutProfile = z.strictObject({ profileId: z.uuid() });
const aboutCertificate = z.strictObject({
  profileId: z.uuid(),
  sha256: z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
});
const manyProfiles = z.strictObject({
  profileIds: z.array(z.uuid()).min(1).max(10_000),
  change: manyChangeSchema,
});
const aboutProfiles = z.strictObject({ profileIds: z.array(z.uuid()).min(1).max(200) });

/** What a file is chosen for. Main asks with a dialog: the window names no paths that it was not given. */
const filePurposeSchema = z.enum(['certificate', 'key', 'psk', 'revocation', 'authority', 'openvpn']);

const giveSecret = <Field extends keyof typeof secretSchemas>(field: Field) =>
  z.strictObject({
    profileId: z.uuid(),
    field: z.literal(field),
    value: secretSchemas[field],
    username: proxyUserSchema.nullable().optional(),
    remember: z.boolean(),
  });

/** One schema for each call of the contract; a call without one does not compile. */
export const requestSchemas: { readonly [Name in CallName]: z.ZodType<CallRequest<Name>> } = {
  'state.get': nothing,
  'tunnel.start': aboutProfile,
  'tunnel.stop': aboutProfile,
  'tunnel.check': aboutProfile,
  'tunnel.checkAll': nothing,
  'tunnel.hold': z.strictObject({ profileId: z.uuid(), held: z.boolean() }),
  'tunnel.openLoginPage': aboutProfile,
  'launch.connect': aboutProfile,
  'launch.cancel': aboutProfile,
  'tunnel.look': aboutProfile,
  'tunnel.endConnection': z.strictObject({ profileId: z.uuid(), number: z.int().min(1) }),
  'trust.saveCertificate': aboutCertificate,
  'trust.accept': aboutCertificate,
  'profile.save': z.strictObject({ profile: profileSchema, secrets: secretChangesSchema.optional() }),
  'profile.preview': z.strictObject({ profile: profileSchema }),
  'profile.planMany': manyProfiles,
  'profile.changeMany': manyProfiles,
  'profile.duplicate': aboutProfile,
  'profile.chooseFile': z.strictObject({ purpose: filePurposeSchema }),
  'profile.place': z.strictObject({ profileId: z.uuid(), before: z.uuid().nullable(), group: group.schema }),
  'profile.giveOpenvpn': openvpnTextSchema.extend({ profileId: z.uuid() }),
  'profile.remove': aboutProfile,
  'profile.undoRemove': z.strictObject({ undoId: z.uuid() }),
  'profile.expireRemove': z.strictObject({ undoId: z.uuid() }),
  'profile.useFreePort': aboutProfile,
  'profile.export': aboutProfile,
  'secret.give': z.discriminatedUnion('field', [
    giveSecret('key-passphrase'),
    giveSecret('psk'),
    giveSecret('proxy-password'),
    giveSecret('protocol-password'),
  ]),
  'import.choose': nothing,
  'import.chooseFolder': nothing,
  'import.read': z.strictObject({ name: z.string().max(1024).nullable(), text: configurationTextSchema }),
  'import.byHand': serverByHandSchema,
  'import.fromServer': z.strictObject({ address: z.string().min(1).max(400) }),
  'import.readSet': importSetSchema,
  'import.add': z.strictObject({ previewId: z.uuid(), services: z.array(importAnswerSchema).min(1).max(200) }),
  'import.cancel': z.strictObject({ previewId: z.uuid() }),
  'kit.open': nothing,
  'kit.make': z.strictObject({
    kitId: z.uuid().nullable(),
    answers: answersSchema,
    add: z.array(z.strictObject({ name: clientNameSchema, passphrase: passphraseSchema.nullable() })).max(100),
    revoke: z.array(clientNameSchema).max(100),
    renew: z.enum(['no', 'same key', 'new key']),
    form: z.enum(['folder', 'tar']),
  }),
  'kit.addProfiles': z.strictObject({ kitId: z.uuid(), client: clientNameSchema.nullable() }),
  'share.link': aboutProfiles,
  'share.file': aboutProfiles,
  'backup.save': z.strictObject({ passphrase: passphraseSchema.nullable() }),
  'backup.open': nothing,
  'backup.restore': z.strictObject({
    planId: z.uuid(),
    choices: z.array(z.strictObject({ profileId: z.uuid(), choice: restoreChoiceSchema })).max(10_000),
    settings: z.boolean(),
    passphrase: passphraseSchema.nullable(),
  }),
  'folder.get': nothing,
  'folder.choose': nothing,
  'folder.leave': nothing,
  'folder.look': z.strictObject({ name: z.string().min(1).max(255) }),
  'demo.start': nothing,
  'launch.open': aboutProfile,
  'launch.copy': aboutProfile,
  'command.find': nothing,
  'command.set': z.strictObject({ isInstalled: z.boolean() }),
  'ssh.setHost': z.strictObject({ profileId: z.uuid(), way: sshWaySchema.nullable() }),
  'program.choose': z.strictObject({ slot: programSlotSchema, client: programChoiceSchema.shape.client }),
  'program.find': nothing,
  'diagnosis.start': aboutProfile,
  'diagnosis.cancel': aboutProfile,
  'diagnosis.copyReport': aboutProfile,
  'diagnosis.openPage': aboutProfile,
  'diagnosis.readLog': z.strictObject({ text: z.string().max(4 * 1024 * 1024) }),
  'update.look': nothing,
  'about.licences': nothing,
  'settings.save': z.strictObject({ settings: settingsSchema }),
  'log.read': z.strictObject({ after: z.int().min(0) }),
  'log.save': z.strictObject({
    profileId: z.uuid().nullable(),
    levels: z
      .array(z.enum(['error', 'warning', 'info', 'debug']))
      .min(1)
      .max(4),
  }),
  'report.make': z.strictObject({
    profileId: z.uuid().nullable(),
    hidesHosts: z.boolean(),
    hidesAddresses: z.boolean(),
  }),
  'report.save': z.strictObject({
    text: z
      .string()
      .min(1)
      .max(16 * 1024 * 1024),
  }),
  'window.unsaved': z.strictObject({ name: z.string().max(200).nullable() }),
  'window.hidden': z.strictObject({ selectedId: z.uuid().nullable(), isBusy: z.boolean() }),
  'notice.dismiss': z.strictObject({ id: z.string().min(1).max(64) }),
};
