/** Handing a profile on. */
export const share = {
  'share.subtitle': 'For a colleague who uses Adit: it opens as a preview.',
  'share.saveFile': 'Save as file…',
  'share.what':
    'It says where the server is and how it is verified. No private key, no password and nothing about this computer is in it.',
  'share.copyLink': 'Copy link',
  'share.leftOut': 'Left out',
  'share.tooLong':
    'The link is too long for a QR code: its certificates take more than one can hold. Send the link, or save it as a file.',
  'share.qr': 'QR code of the link',
  'share.camera': 'Or let a camera read it from this screen.',
  'share.title': 'Share “{name}”',
} as const;
