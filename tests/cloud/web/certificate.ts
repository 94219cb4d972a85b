import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';

/** A certificate that nobody has signed but its own key. */
export interface Certificate {
  /** Both, as TLS takes them. */
  readonly pem: string;
  /** By which a browser is told to trust this key and no other: SHA-256 of it, in base64. */
  readonly fingerprint: string;
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', '-'];

/** Makes a key of its own for one run. */
export async function makeCertificate(): Promise<Certificate> {
  const { stdout: pem } = await promisify(execFile)('openssl', [
    'req',
    '-x509',
    ...NEW_KEY,
    '-days',
    '2',
    '-subj',
    '/CN=simulated',
  ]);
  const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
  return { pem, fingerprint: createHash('sha256').update(key).digest('base64') };
}
