import { child, childrenOf, decodeAs, find, type Box } from '../../media/isobmff/box.ts';
import type { Header, Trak } from '../model/header.ts';
import { at, fieldIs, hexOf } from '../point.ts';
import { rule, type Broken } from '../rule.ts';
import { hasGroups, schemeOf, sinfOf } from './cmaf-enc-auxiliary.ts';

const hexDigits = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const noted = (trak: Trak): Broken | undefined => {
  if (!trak.encrypted) return undefined;
  const [entry] = trak.entries;
  return {
    says: 'the track is encrypted: what its samples hold cannot be judged',
    ...(entry === undefined ? {} : { box: entry, offset: entry.start + 4, length: 4 }),
    actual: `${trak.coding} (${trak.original}), scheme ${schemeOf(trak) || 'unknown'}`,
  };
};

/** The versions of the common schemes, and that of PIFF 1.1. */
const commonVersion = 0x10000;

const count = (parent: Box | undefined, type: string, holder: Box): Broken | undefined => {
  const found = childrenOf(parent, type);
  if (found.length === 1) return undefined;
  return {
    says:
      found.length === 0
        ? `the protection scheme information has no ${type}`
        : `the protection scheme information has more than one ${type}`,
    box: found[1] ?? parent ?? holder,
    expected: `one ${type}`,
    actual: String(found.length),
  };
};

const wrongScheme = (entry: Box): Broken | undefined => {
  const sinfs = childrenOf(entry, 'sinf');
  if (sinfs.length === 0) {
    if (!/^enc/.test(entry.type)) return undefined;
    return {
      says: `${entry.type} has no sinf: nobody can tell what is encrypted, and how`,
      box: entry,
      expected: 'one sinf',
      actual: 'none',
    };
  }
  for (const sinf of sinfs) {
    const schm = child(sinf, 'schm');
    const scheme = schm === undefined ? undefined : decodeAs(schm, 'schm').value;
    const schi = child(sinf, 'schi');
    // PIFF has its own track encryption box; that it is PIFF is told elsewhere.
    const isPiff = scheme?.scheme_type === 'piff';
    const wrong =
      count(sinf, 'frma', sinf) ??
      count(sinf, 'schm', sinf) ??
      count(sinf, 'schi', sinf) ??
      (isPiff ? undefined : count(schi, 'tenc', sinf));
    if (wrong !== undefined) return wrong;
    const frma = child(sinf, 'frma');
    const original = frma === undefined ? '' : decodeAs(frma, 'frma').value.data_format;
    if (frma !== undefined && (!/^[\x20-\x7e]{4}$/.test(original) || /^enc[vatms]$/.test(original))) {
      return fieldIs(
        frma,
        'frma',
        'data_format',
        'frma does not name the format without encryption',
        'the type of the clear sample entry',
        original,
      );
    }
    if (schm !== undefined && scheme !== undefined && !isPiff && scheme.scheme_version !== commonVersion) {
      return fieldIs(
        schm,
        'schm',
        'scheme_version',
        'a version of the protection scheme that is not defined',
        hexOf(commonVersion),
        hexOf(scheme.scheme_version),
      );
    }
  }
  return undefined;
};

const accepted = new Set(['cenc', 'cbcs']);

const strangeScheme = (trak: Trak): Broken | undefined => {
  const schms = trak.entries
    .flatMap((entry) => childrenOf(entry, 'sinf'))
    .flatMap((sinf) => childrenOf(sinf, 'schm'));
  const types = schms.map((schm) => decodeAs(schm, 'schm').value.scheme_type);
  const [first] = schms;
  if (first === undefined || types.some((type) => accepted.has(type))) return undefined;
  return {
    says: types.includes('piff')
      ? 'the scheme is that of PIFF (Smooth Streaming): encrypt with cenc or cbcs of Common Encryption'
      : 'the protection scheme is none that CMAF has',
    ...at(first, 'schm', 'scheme_type'),
    expected: 'cenc or cbcs',
    actual: types.join(', '),
  };
};

const wrongDefaults = (trak: Trak): Broken | undefined => {
  const tenc = find(sinfOf(trak), 'schi/tenc');
  if (tenc === undefined) return undefined;
  const { value, fault } = decodeAs(tenc, 'tenc');
  if (fault !== undefined) return undefined;
  const scheme = schemeOf(trak);
  const { version, pattern, default_isProtected: isProtected, default_Per_Sample_IV_Size: ivSize } = value;
  const wrong = (field: string, says: string, expected: string, actual: string, length = 1): Broken =>
    fieldIs(tenc, 'tenc', field, says, expected, actual, length);
  if (isProtected > 1) {
    return wrong('default_isProtected', 'default_isProtected is reserved', '0 or 1', String(isProtected));
  }
  if (![0, 8, 16].includes(ivSize)) {
    return wrong(
      'default_Per_Sample_IV_Size',
      'an initialization vector has a size that is not defined',
      '0, 8 or 16',
      String(ivSize),
    );
  }
  if (isProtected === 0) {
    // Samples may be protected by their groups all the same, and those may come with the fragments.
    return {
      ...wrong('default_isProtected', 'samples of an encrypted track are clear by default', '1', '0'),
      as: hasGroups(trak) ? 'info' : 'warning',
    };
  }
  if (version === 0 && pattern !== 0) {
    return wrong(
      'pattern',
      'a pattern in a tenc of version 0',
      'version 1, or no pattern',
      hexOf(pattern, 2),
    );
  }
  if (scheme === 'cenc' && pattern !== 0) {
    return wrong('pattern', 'a pattern with the scheme cenc, which has none', '0', hexOf(pattern, 2));
  }
  if (scheme === 'cenc' && ivSize === 0) {
    return wrong(
      'default_Per_Sample_IV_Size',
      'the scheme cenc has an initialization vector for each sample',
      '8 or 16',
      '0',
    );
  }
  if (ivSize === 0) {
    const size = value.default_constant_IV_size ?? 0;
    if (size !== 8 && size !== 16) {
      return wrong(
        'default_constant_IV_size',
        'the constant initialization vector has a size that is not defined',
        '8 or 16',
        String(size),
      );
    }
    if (value.default_constant_IV.length < size) {
      return wrong(
        'default_constant_IV',
        'the constant initialization vector is shorter than its size',
        `${String(size)} bytes`,
        `${String(value.default_constant_IV.length)} bytes`,
      );
    }
  }
  if (value.default_KID.every((byte) => byte === 0)) {
    // Some packagers for HLS leave it zero and name the key in the playlist.
    return {
      ...wrong(
        'default_KID',
        'the default key identifier is zero',
        'the identifier of a key',
        'all zero',
        16,
      ),
      as: 'warning',
    };
  }
  return undefined;
};

const unknownKey = ({ moov, traks }: Header): readonly Broken[] => {
  const pssh = childrenOf(moov, 'pssh').filter((box) => decodeAs(box, 'pssh').value.version > 0);
  const keys = new Set(
    pssh.flatMap((box) => (decodeAs(box, 'pssh').value.KIDs ?? []).map(({ KID }) => hexDigits(KID))),
  );
  const [first] = pssh;
  if (first === undefined || keys.size === 0) return [];
  return traks.flatMap((trak) => {
    const tenc = find(sinfOf(trak), 'schi/tenc');
    if (tenc === undefined) return [];
    const key = hexDigits(decodeAs(tenc, 'tenc').value.default_KID);
    if (keys.has(key)) return [];
    return [
      {
        says: 'no pssh names the default key of the track',
        ...at(first, 'pssh', 'KIDs', 16),
        length: 16,
        expected: key,
        actual: [...keys].slice(0, 4).join(', '),
      },
    ];
  });
};

/** Encryption as the header tells it (ISO/IEC 14496-12, 8.12; 23001-7, 8; 23000-19, 8). */
export const cmafEncHeaderRules = {
  'CMAF-ENC-001': rule('trak', {
    says: 'That a track is encrypted is noted.',
    decides: ['DI-MT-01b'],
    check: noted,
  }),
  'CMAF-ENC-002': rule('trak', {
    says: 'The entry of an encrypted track tells its original format, its scheme and its defaults, each once.',
    decides: ['DI-MT-01b'],
    check: ({ entries }) => entries.map(wrongScheme).find((wrong) => wrong !== undefined),
  }),
  'CMAF-ENC-003': rule('trak', {
    says: 'Tracks are encrypted with the scheme cenc or cbcs.',
    decides: ['DI-MT-01b'],
    unless: ['CMAF-ENC-002'],
    check: strangeScheme,
  }),
  'CMAF-ENC-004': rule('trak', {
    says: 'The defaults of encryption are ones that the scheme has.',
    decides: ['DI-MT-01b'],
    unless: ['CMAF-ENC-002', 'CMAF-ENC-003'],
    check: wrongDefaults,
  }),
  'CMAF-ENC-010': rule('header', {
    says: 'Where pssh boxes name keys, the default key of the track is among them.',
    decides: ['DI-MT-01b'],
    check: unknownKey,
  }),
};
