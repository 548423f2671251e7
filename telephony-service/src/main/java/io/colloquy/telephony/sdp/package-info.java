/**
 * Session descriptions (RFC 8866) read and written, and what two sides agree on with them (RFC
 * 3264): codec, addresses, keys of encryption, hold.
 */
package io.colloquy.telephony.sdp;
