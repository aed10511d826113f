/**
 * Where all ways in meet: whatever text is dropped, pasted, opened or followed becomes a proposal for the one preview, or
 * an explanation. Nothing is saved by that. Pure.
 */

import { toSay, type UnsaidExplanation } from '../../../preload/words/text.ts';
import type { ConfDocument } from '../../conf/document.ts';
import { ConfError } from '../../conf/error.ts';
import { type ParseOptions, parse } from '../../conf/parse.ts';
import type { ConfServices } from '../../conf/services.ts';
import { isOpenvpnConfiguration } from '../chosen-file.ts';
import { withMarks } from '../export/marks.ts';
import { askForFiles } from '../import/lost-files.ts';
import { divide, type ProposeOptions, type ProposeResult, propose } from '../import/propose.ts';
import { settingsOf } from '../import/settings.ts';
import type { Proposal } from '../proposal.ts';
import { isBackup } from '../share/backup.ts';
import { isShared, readShared } from '../share/share.ts';
import { readOpenvpn } from '../typed/openvpn.ts';
import { proposeTyped } from '../typed/propose-typed.ts';
import { readTyped } from '../typed/read-typed.ts';

/**
 * The proposal that a configuration, an exported one, a shared file, a link, an address, a URL or a command makes. What is
 * no such thing is explained.
 */
export function openText(text: string, options: ProposeOptions): ProposeResult {
  const typed = readTyped(text);
  if (typed !== null) return proposeTyped(typed, options);
  const read = proposalOf(contentOf(text), options);
  return read.ok
    ? { ok: true, proposal: complete(read.proposal, options) }
    : (withText(openOpenvpn(text, options), text, options.fileName) ?? read);
}

/** The VPN itself is started with the same text. */
function withText(way: ProposeResult | null, text: string, fileName: string | null): ProposeResult | null {
  const isWhole = way?.ok === true && isOpenvpnConfiguration(text);
  return isWhole ? { ...way, openvpn: { name: fileName ?? 'pasted.ovpn', text } } : way;
}

/** The way to the server of an OpenVPN configuration; null for anything else. */
export function openOpenvpn(text: string, options: ProposeOptions): ProposeResult | null {
  const reading = readOpenvpn(text);
  return reading === null ? null : proposeTyped([{ number: 1, reading }], options);
}

/** What a text was found to be, read as far as nothing but the text is needed. */
export type Content =
  | { readonly kind: 'configuration'; readonly document: ConfDocument; readonly divided: ConfServices }
  | { readonly kind: 'shared'; readonly text: string }
  | { readonly kind: 'unusable'; readonly explanation: UnsaidExplanation };

/** `placeOf`: where the lines of the text come from; left out: from one file. */
export function contentOf(text: string, placeOf?: ParseOptions['placeOf']): Content {
  if (isShared(text)) return { kind: 'shared', text };
  if (isBackup(text)) return { kind: 'unusable', explanation: backupIsRestored };
  try {
    const document = parse(text, placeOf === undefined ? {} : { placeOf });
    return { kind: 'configuration', document, divided: divide(document) };
  } catch (error) {
    if (error instanceof ConfError) return { kind: 'unusable', explanation: error.explanation };
    throw error;
  }
}

/** The proposal of a content, before what lies beside its text is known. */
export function proposalOf(content: Content, options: ProposeOptions): ProposeResult {
  if (content.kind === 'unusable') return { ok: false, explanation: content.explanation };
  if (content.kind === 'shared') return readShared(content.text, options);
  const { document, divided } = content;
  const proposed = propose(document, options, divided);
  return proposed.ok ? { ok: true, proposal: withMarks(document, proposed.proposal, divided.services) } : proposed;
}

const backupIsRestored: UnsaidExplanation = {
  what: toSay('refused.backup.what'),
  why: toSay('refused.backup.why'),
  next: toSay('refused.backup.next'),
};

/** Asks for the files that are missing, and tells in words what the preview has no field for. */
export function complete(proposal: Proposal, { isThere = () => true }: ProposeOptions): Proposal {
  return {
    ...proposal,
    services: proposal.services.map((proposed) => {
      const service = askForFiles(proposed, isThere);
      const settings = settingsOf(service.template, service.view.places);
      return settings.length === 0 ? service : { ...service, view: { ...service.view, settings } };
    }),
  };
}
