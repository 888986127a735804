import { exactSecond } from '@/lib/platform/i18n/time'

export interface ReadmeFacts {
  domain: string
  number: number
  at: string
  by: string
  purpose: string
  /** Where the console publishes its keys. */
  keysAt: string
  rows: number
  hasOriginals: boolean
  /** Of a demo: by how many days its time runs ahead. */
  demo: { daysAhead: number } | null
  /** Withheld rows have no text whose hash could be taken. */
  withheldRows: number
}

/** How whoever gets the bundle proves it, with tools that they have. The stamp is described where it lies, beside it. */
export function readme(facts: ReadmeFacts): string {
  return [...heading(facts), ...LINUX, ...MAC, ...WINDOWS, ...meaning(facts)].join('\n')
}

const heading = ({ domain, number, at, by, purpose, hasOriginals, demo }: ReadmeFacts): string[] => [
  `CASE ${number} OF ${domain.toUpperCase()}`,
  `Made ${exactSecond(at)} by ${by}, for: ${purpose}`,
  ...(demo ? ['', demoWords(demo)] : []),
  '',
  'narrative.pdf        the case as a person reads it, with exhibit numbers',
  'case.json            the same for programs; case.schema.json says its shape',
  'events.csv           every row of the log on the case, as a table',
  `originals/           ${hasOriginals ? 'the exhibits, as they were sealed or with what was taken out' : 'nothing: nothing was sealed, or nothing of it may be delivered'}`,
  'audit/rows.txt       the rows of the log, each as the exact text that was hashed',
  'audit/values.tsv     what the rows say: row, field, hash, salt, value',
  'audit/head.txt       how many rows the case has and how they end, signed',
  'certification.pdf    to be signed by somebody who may (also as .txt)',
  'manifest.json        every file, its hash as sealed and as delivered, and why they differ',
  'SHA256SUMS           the hash of every file',
  'keys/                the public keys of the console',
  'signatures/          what was signed about this bundle, and the stamp if there is one',
  '',
]

/** Nobody is to take for true what happened to invented people, nor a day that has not come. */
export const demoWords = ({ daysAhead }: { daysAhead: number }): string =>
  `DEMO INSTANCE: its people and their words are invented${daysAhead > 0 ? `; its time runs ${daysAhead} days ahead of the true one` : ''}.`

/** One script: each step says OK or FAILED. */
export const LINUX: readonly string[] = [
  'TO CHECK IT ON LINUX',
  '',
  'Needed: bash, sha256sum, OpenSSL 3. Open a terminal in the folder of this file, and paste:',
  '',
  ...indented([
    'said() { if [ "$1" = 0 ]; then echo "OK      $2"; else echo "FAILED  $2"; fi; }',
    '',
    '# 1. Both keys signed the manifest.',
    'openssl pkeyutl -verify -pubin -inkey keys/ed25519.pem -rawin -in manifest.json -sigfile signatures/manifest.ed25519 >/dev/null 2>&1',
    'said $? "the manifest is signed (Ed25519)"',
    'openssl dgst -sha256 -verify keys/p256.pem -signature signatures/manifest.p256 manifest.json >/dev/null 2>&1',
    'said $? "the manifest is signed (ECDSA P-256)"',
    '',
    '# 2. The manifest names this list of hashes, every file has its hash, none is missing, none was added.',
    'grep -q "\\"$(sha256sum SHA256SUMS | cut -c1-64)\\"" manifest.json',
    'said $? "the manifest names SHA256SUMS"',
    'sha256sum --check --strict --quiet SHA256SUMS',
    'said $? "every file has its hash"',
    'own=$(printf "%s\\n" manifest.json SHA256SUMS signatures/manifest.ed25519 signatures/manifest.p256 signatures/seal.txt \\',
    '  signatures/seal.ed25519 signatures/seal.p256 signatures/seal.tsr signatures/proof.txt signatures/proof.ed25519 \\',
    '  signatures/proof.p256 signatures/authority.pem)',
    'added=$(find . ! -type d -print0 | tr "\\n\\0" "?\\n" | cut -c3- | while IFS= read -r file; do',
    '  if [ -L "$file" ]; then echo "$file"; continue; fi',
    '  { echo "$own"; cut -c67- SHA256SUMS; } | grep -qxF -- "$file" || echo "$file"',
    'done)',
    'said "${#added}" "no file was added $added"',
    '',
    '# 3. The seal is signed by both keys and names the manifest.',
    'openssl pkeyutl -verify -pubin -inkey keys/ed25519.pem -rawin -in signatures/seal.txt -sigfile signatures/seal.ed25519 >/dev/null 2>&1',
    'said $? "the seal is signed (Ed25519)"',
    'openssl dgst -sha256 -verify keys/p256.pem -signature signatures/seal.p256 signatures/seal.txt >/dev/null 2>&1',
    'said $? "the seal is signed (ECDSA P-256)"',
    'grep -qx "contents $(sha256sum manifest.json | cut -c1-64)" signatures/seal.txt',
    'said $? "the seal names the manifest"',
    '',
    '# 4. The head of the log is signed by both keys; the rows follow each other and end where the head says.',
    'openssl pkeyutl -verify -pubin -inkey keys/ed25519.pem -rawin -in audit/head.txt -sigfile audit/head.ed25519 >/dev/null 2>&1',
    'said $? "the head of the log is signed (Ed25519)"',
    'openssl dgst -sha256 -verify keys/p256.pem -signature audit/head.p256 audit/head.txt >/dev/null 2>&1',
    'said $? "the head of the log is signed (ECDSA P-256)"',
    'last=$(printf case | sha256sum | cut -c1-64); n=0; wrong=0',
    'while IFS= read -r row; do',
    '  n=$((n + 1))',
    '  case "$row" in',
    '    "withheld "*) last=${row#withheld } ;;',
    '    *) case "$row" in *", $n, \\"$last\\", "*) ;; *) wrong=$n ;; esac',
    '       last=$(printf %s "$row" | sha256sum | cut -c1-64) ;;',
    '  esac',
    'done < audit/rows.txt',
    'said $wrong "$n rows follow each other"',
    'grep -qx "case [0-9a-f-]* $n $last" audit/head.txt',
    'said $? "the head names row $n as the last"',
    '',
    '# 5. What a row says fits the hash that stands in it.',
    'wrong=0',
    'while IFS=$(printf "\\t") read -r row field hash salt value; do',
    '  text=$(sed -n "${row}p" audit/rows.txt)',
    '  case "$text" in "withheld "*) continue ;; *"$hash"*) ;; *) wrong=$row ;; esac',
    '  [ "$salt" = - ] && continue',
    '  [ "$({ printf "$(printf %s "$salt" | sed "s/../\\\\\\\\x&/g")"; printf %s "$value"; } | sha256sum | cut -c1-64)" = "$hash" ] || wrong=$row',
    'done < audit/values.tsv',
    'said $wrong "the values fit the rows"',
    '',
    '# 6. What is said about a stamp is signed by both keys, is said of this seal, and names the files of the stamp.',
    'openssl pkeyutl -verify -pubin -inkey keys/ed25519.pem -rawin -in signatures/proof.txt -sigfile signatures/proof.ed25519 >/dev/null 2>&1',
    'said $? "what is said about a stamp is signed (Ed25519)"',
    'openssl dgst -sha256 -verify keys/p256.pem -signature signatures/proof.p256 signatures/proof.txt >/dev/null 2>&1',
    'said $? "what is said about a stamp is signed (ECDSA P-256)"',
    'grep -qx "seal $(sha256sum signatures/seal.txt | cut -c1-64)" signatures/proof.txt',
    'said $? "what is said about a stamp is said of this seal"',
    'stamp=$(grep "^[0-9a-f]\\{64\\}  " signatures/proof.txt)',
    'if [ -n "$stamp" ]; then printf "%s\\n" "$stamp" | sha256sum --check --strict --quiet; else [ ! -e signatures/seal.tsr ]; fi',
    'said $? "the files of the stamp are the ones that it names"',
    '',
    '# 7. The stamp of an authority outside, where there is one.',
    'if [ -f signatures/seal.tsr ]; then',
    '  openssl ts -verify -data signatures/seal.txt -in signatures/seal.tsr -CAfile signatures/authority.pem -partial_chain >/dev/null 2>&1',
    '  said $? "the seal was stamped: $(openssl ts -reply -in signatures/seal.tsr -text 2>/dev/null | grep "Time stamp:")"',
    'else echo "NOT PROVEN AGAINST THE OPERATOR: there is no stamp"; fi',
    '',
    '# 8. Compare these with the fingerprints that you got from elsewhere than this bundle.',
    'for key in ed25519 p256; do echo "$key  $(openssl pkey -pubin -in keys/$key.pem -outform DER | sha256sum | cut -c1-64)"; done',
  ]),
  '',
]

const MAC: readonly string[] = [
  'TO CHECK IT ON A MAC',
  '',
  'The openssl that comes with macOS is LibreSSL, of which many versions cannot check Ed25519. One signature is enough',
  'for the proof: these lines use ECDSA. (With OpenSSL 3 from elsewhere, the lines for Linux work with `shasum -a 256` in',
  'place of `sha256sum`.)',
  '',
  ...indented([
    'openssl dgst -sha256 -verify keys/p256.pem -signature signatures/manifest.p256 manifest.json',
    'openssl dgst -sha256 -verify keys/p256.pem -signature signatures/seal.p256 signatures/seal.txt',
    'openssl dgst -sha256 -verify keys/p256.pem -signature audit/head.p256 audit/head.txt',
    'openssl dgst -sha256 -verify keys/p256.pem -signature signatures/proof.p256 signatures/proof.txt',
    'grep -c "\\"$(shasum -a 256 SHA256SUMS | cut -c1-64)\\"" manifest.json',
    'grep -c "^contents $(shasum -a 256 manifest.json | cut -c1-64)$" signatures/seal.txt',
    'grep -c "^seal $(shasum -a 256 signatures/seal.txt | cut -c1-64)$" signatures/proof.txt',
    'shasum -a 256 -c SHA256SUMS',
    'openssl pkey -pubin -in keys/p256.pem -outform DER | shasum -a 256',
  ]),
  '',
  'Expected: four times "Verified OK", three times "1", and "OK" behind every file. The last line is the fingerprint to compare.',
  '',
]

const WINDOWS: readonly string[] = [
  'TO CHECK IT ON WINDOWS (PowerShell)',
  '',
  ...indented([
    'Get-Content SHA256SUMS | ForEach-Object { $hash, $file = $_ -split "  ", 2;',
    '  if ((Get-FileHash -Algorithm SHA256 -LiteralPath $file).Hash -ne $hash) { "FAILED  $file" } else { "OK      $file" } }',
    '$list = (Get-FileHash -Algorithm SHA256 SHA256SUMS).Hash.ToLower(); (Get-Content -Raw manifest.json).Contains("`"$list`"")',
    '$manifest = (Get-FileHash -Algorithm SHA256 manifest.json).Hash.ToLower(); (Get-Content signatures/seal.txt) -contains "contents $manifest"',
    '$seal = (Get-FileHash -Algorithm SHA256 signatures/seal.txt).Hash.ToLower(); (Get-Content signatures/proof.txt) -contains "seal $seal"',
  ]),
  '',
  'Expected: "OK" for every file, and three times "True". Windows has nothing that checks the signatures: with OpenSSL 3',
  '(comes with Git for Windows) the lines for Linux work in Git Bash.',
  '',
]

const meaning = ({ keysAt, withheldRows, rows, domain }: ReadmeFacts): string[] => [
  'WHAT THIS PROVES',
  '',
  `The keys sign for the console of ${domain}. Whoever has another pair of keys can make another bundle that checks out:`,
  'compare the fingerprints of step 8 with those that you were given elsewhere, in a letter or by telephone, or that stand at',
  `  ${keysAt}`,
  'A stamp comes from an authority outside and says that the seal existed then, and with it the manifest, the files and the',
  'rows. signatures/authority.pem holds the certificates that came with the stamp. If you do not want to take those on trust,',
  'get the root certificate from the authority itself, and check with',
  '  -CAfile root.pem -untrusted signatures/authority.pem',
  'in place of -CAfile signatures/authority.pem -partial_chain. Without a stamp this is not proven against the operator, who',
  'holds the keys and could have written everything anew.',
  '',
  `audit/rows.txt has one line for each of the ${rows} rows of this case, from the first to the last. The hash of a line stands in`,
  'the next, the last in audit/head.txt. The other rows of the log are about other things and are not disclosed.',
  ...(withheldRows > 0
    ? [
        `${withheldRows} of them would name somebody whom the recipient is not to know: there only the hash stands, after the word`,
        '"withheld". Who may see the text can compare it with the hash.',
      ]
    : []),
  'Values that are withheld or were erased have a hash without a value in audit/values.tsv: whoever is shown the value and its',
  'salt can compute the same hash.',
  '',
]

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `    ${line}`))
}

export interface CertificationFacts {
  domain: string
  number: number
  caseId: string
  at: string
  rows: number
  lastHash: string
  narrative: string
  caseJson: string
  originals: number
  demo: { daysAhead: number } | null
}

export type Block = { heading: string } | { words: string } | { list: string[] } | { blanks: string[] }

/**
 * A declaration for somebody who may make it. Federal Rules of Evidence 902(11), (13) and (14) with 803(6)(A) to (C); the last
 * sentences are the forms of 28 U.S.C. 1746(1) and (2).
 */
export function certification(facts: CertificationFacts): Block[] {
  const { domain, number, caseId, at, rows, lastHash, narrative, caseJson, originals, demo } = facts
  return [
    { heading: 'Certification of records' },
    ...(demo ? [{ words: demoWords(demo) }] : []),
    { words: 'Federal Rules of Evidence 902(11), 902(13) and 902(14); 28 U.S.C. § 1746' },
    {
      words: `Records of ${domain}, case ${number} (${caseId}), as they stood on ${exactSecond(at)}. To be read, completed and signed only by somebody who knows that it is true; what is not true is to be struck out. Nobody has signed this yet.`,
    },
    { blanks: ['Name', 'Position, and for whom'] },
    { words: 'I declare as follows.' },
    {
      words: `1. I am a custodian of the records described here, or another person qualified to certify them (Fed. R. Evid. 902(11)). ${domain} is a server on which people publish posts and report posts of others to its moderators.`,
    },
    { words: '2. As to the records of regularly conducted activity (Fed. R. Evid. 902(11), 803(6)(A) to (C)):' },
    {
      list: [
        'each was made at or near the time of what it records, by somebody with knowledge, or from information that somebody with knowledge transmitted;',
        `each was kept in the course of the regularly conducted activity of moderating ${domain}; and`,
        'making the record was a regular practice of that activity.',
      ],
    },
    {
      words: `3. As to records generated by an electronic process or system (Fed. R. Evid. 902(13)): the console named Docket asks the server over its administration interface, keeps what it answers, and writes each act, decision and reading as a row of a log at the moment at which it happens. The database gives each row its time and links it with the one before by SHA-256; the program works under a role that can add rows and change none. The log has ${rows} rows on this case, the last of which has the hash ${lastHash}. The process produces an accurate result.`,
    },
    {
      words: `4. As to data copied from an electronic device, storage medium or file (Fed. R. Evid. 902(14)): the files of this bundle were copied by the console, which computed the SHA-256 of each as it was sealed and as it is delivered. Equal hashes identify equal files; manifest.json lists both, and why they differ where they do. ${originals === 1 ? 'One original is' : `${originals} originals are`} delivered. narrative.pdf has the SHA-256 ${narrative}, and case.json ${caseJson}.`,
    },
    { words: '5. I computed the SHA-256 of manifest.json myself, by a command of README.txt, and found:' },
    { blanks: ['SHA-256 of manifest.json'] },
    { heading: 'If executed within the United States, its territories, possessions, or commonwealths' },
    {
      words:
        'I declare under penalty of perjury that the foregoing is true and correct. Executed on ______________________ (date).',
    },
    { blanks: ['Signature'] },
    { heading: 'If executed without the United States' },
    {
      words:
        'I declare under penalty of perjury under the laws of the United States of America that the foregoing is true and correct. Executed on ______________________ (date).',
    },
    { blanks: ['Signature'] },
    {
      words:
        'Whoever offers records under these rules gives each adverse party reasonable written notice before, and makes the record and the certification available for inspection (Fed. R. Evid. 902(11)).',
    },
  ]
}

export function certificationText(blocks: readonly Block[]): string {
  const lines = blocks.flatMap((block) => {
    if ('heading' in block) return [block.heading.toUpperCase(), '']
    if ('words' in block) return [...folded(block.words), '']
    if ('list' in block) return [...block.list.flatMap((one) => folded(one, '  - ', '    ')), '']
    return block.blanks.flatMap((label) => [`${label}:`, '', '________________________________________________', ''])
  })
  return `${lines.join('\n').trimEnd()}\n`
}

const WIDTH = 100

function folded(text: string, first = '', rest = first): string[] {
  const lines: string[] = []
  let line = first
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && line.length + word.length + 1 > WIDTH) {
      lines.push(line.trimEnd())
      line = rest
    }
    line += `${line === first && lines.length === 0 ? '' : line === rest ? '' : ' '}${word}`
  }
  return [...lines, line]
}
