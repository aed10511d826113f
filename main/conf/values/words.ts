/** Values that are one of a few words, in either case of ASCII letters, as stunnel compares them. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

export const isOneOf = (value: string, allowed: ReadonlySet<string>): boolean => allowed.has(value.toLowerCase());

/** null: neither yes nor no. */
export function readFlag(text: string): boolean | null {
  const word = text.toLowerCase();
  return word === 'yes' ? true : word === 'no' ? false : null;
}

export function readFailover(text: string): 'prio' | 'rr' | null {
  const word = text.toLowerCase();
  return word === 'prio' || word === 'rr' ? word : null;
}

const ocspFlags = words(
  'nocerts nointern nosigs nochain noverify noexplicit nocasign nodelegated nochecks trustother respid_key notime',
);

/** In capitals, as the manual has them. */
export const readOcspFlag = (text: string): string | null => (isOneOf(text, ocspFlags) ? text.toUpperCase() : null);

const tlsOptions = words(
  'all allow_client_renegotiation allow_no_dhe_kex allow_unsafe_legacy_renegotiation cipher_server_preference ' +
    'cisco_anyconnect cleanse_plaintext cookie_exchange cryptopro_tlsext_bug disable_tlsext_ca_names ' +
    'dont_insert_empty_fragments enable_ktls enable_middlebox_compat ephemeral_rsa ignore_unexpected_eof ' +
    'legacy_server_connect microsoft_big_sslv3_buffer microsoft_sess_id_bug msie_sslv2_rsa_padding ' +
    'netscape_ca_dn_bug netscape_challenge_bug netscape_demo_cipher_change_bug netscape_reuse_cipher_change_bug ' +
    'no_anti_replay no_compression no_dtls_mask no_dtlsv1 no_dtlsv1_2 no_encrypt_then_mac ' +
    'no_extended_master_secret no_query_mtu no_renegotiation no_session_resumption_on_renegotiation no_ssl_mask ' +
    'no_sslv2 no_sslv3 no_ticket no_tlsv1 no_tlsv1_1 no_tlsv1_2 no_tlsv1_3 pkcs1_check_1 pkcs1_check_2 ' +
    'prioritize_chacha safari_ecdhe_ecdsa_bug single_dh_use single_ecdh_use ssleay_080_client_dh_bug ' +
    'sslref2_reuse_cert_type_bug tls_block_padding_bug tls_d5_bug tlsext_padding tls_rollback_bug',
);

/** Whether OpenSSL has the switch, with or without the `-` that clears it. */
export const isTlsOption = (value: string): boolean => isOneOf(value.replace(/^-/, ''), tlsOptions);
