import { child, decodeAs, find, payloadOf, type Box } from '../isobmff/box.ts';
import { parseAudioSpecificConfig } from './aac.ts';
import { parseAv1C } from './av1.ts';
import { parseAvcC } from './avc.ts';
import { parseDolbyVision } from './dolby-vision.ts';
import { parseEsds } from './esds.ts';
import { parseHvcC } from './hevc.ts';
import type { Parsed } from './parsed.ts';
import { parseVpcC } from './vp9.ts';

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const twoHex = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');

/** What a box inside the sample entry says, or undefined where it is missing or cannot be read. */
const record = <T>(
  entry: Box,
  types: readonly string[],
  parse: (payload: Uint8Array) => Parsed<T>,
): T | undefined => {
  const box = types.map((type) => child(entry, type)).find((found) => found !== undefined);
  if (box === undefined) return undefined;
  const parsed = parse(payloadOf(box));
  return 'value' in parsed ? parsed.value : undefined;
};

/** The 32 flags from the last to the first, as a hexadecimal number. */
const reversed = (flags: number): string => {
  let backwards = 0;
  for (let i = 0; i < 32; i++) backwards = backwards * 2 + (Math.floor(flags / 2 ** i) % 2);
  return backwards.toString(16).toUpperCase();
};

const avc = (entry: Box): string | undefined => {
  const config = record(entry, ['avcC'], parseAvcC);
  if (config === undefined) return undefined;
  const { AVCProfileIndication, profile_compatibility, AVCLevelIndication } = config;
  return [AVCProfileIndication, profile_compatibility, AVCLevelIndication].map(twoHex).join('');
};

const hevc = (entry: Box): string | undefined => {
  const config = record(entry, ['hvcC'], parseHvcC);
  if (config === undefined) return undefined;
  const profile = `${['', 'A', 'B', 'C'][config.general_profile_space] ?? ''}${String(config.general_profile_idc)}`;
  const level = `${config.general_tier_flag === 1 ? 'H' : 'L'}${String(config.general_level_idc)}`;
  const flags = config.general_constraint_indicator_flags;
  const bytes = [40, 32, 24, 16, 8, 0].map((shift) => Math.floor(flags / 2 ** shift) % 256);
  const constraints = bytes.slice(0, bytes.findLastIndex((byte) => byte !== 0) + 1);
  return [
    profile,
    reversed(config.general_profile_compatibility_flags),
    level,
    ...constraints.map((byte) => byte.toString(16).toUpperCase()),
  ].join('.');
};

const av1 = (entry: Box): string | undefined => {
  const config = record(entry, ['av1C'], parseAv1C);
  if (config === undefined) return undefined;
  const depth = config.twelve_bit ? 12 : config.high_bitdepth ? 10 : 8;
  const tier = config.seq_tier_0 === 1 ? 'H' : 'M';
  return `${String(config.seq_profile)}.${twoDigits(config.seq_level_idx_0)}${tier}.${twoDigits(depth)}`;
};

const vp9 = (entry: Box): string | undefined => {
  const config = record(entry, ['vpcC'], parseVpcC);
  return config && [config.profile, config.level, config.bitDepth].map(twoDigits).join('.');
};

const mpeg4Audio = (entry: Box): string | undefined => {
  const esds = record(entry, ['esds'], parseEsds);
  if (esds === undefined) return undefined;
  const { objectTypeIndication, decoderSpecificInfo } = esds;
  if (objectTypeIndication !== 0x40 || decoderSpecificInfo === undefined) return twoHex(objectTypeIndication);
  const parsed = parseAudioSpecificConfig(decoderSpecificInfo);
  if ('broken' in parsed) return '40';
  const { audioObjectType, extensionAudioObjectType, extensionSignalling } = parsed.value;
  const told =
    extensionSignalling === 'hierarchical' ? (extensionAudioObjectType ?? audioObjectType) : audioObjectType;
  return `40.${String(told)}`;
};

const dolbyVision = (entry: Box): string | undefined => {
  const config = record(entry, ['dvcC', 'dvvC'], parseDolbyVision);
  return config && [config.dv_profile, config.dv_level].map(twoDigits).join('.');
};

const timedText = (entry: Box): string | undefined => {
  const mime = child(entry, 'mime');
  const type = mime === undefined ? '' : decodeAs(mime, 'mime').value.content_type;
  const profile = /codecs\s*=\s*"?([\w.+|]+)/i.exec(type)?.[1];
  return profile === undefined ? undefined : `ttml.${profile.replace(/^stpp\.ttml\./i, '')}`;
};

const details: Readonly<Record<string, (entry: Box) => string | undefined>> = {
  ...Object.fromEntries(['avc1', 'avc2', 'avc3', 'avc4'].map((type) => [type, avc])),
  ...Object.fromEntries(['hvc1', 'hev1'].map((type) => [type, hevc])),
  ...Object.fromEntries(['dvh1', 'dvhe', 'dva1', 'dvav', 'dav1'].map((type) => [type, dolbyVision])),
  av01: av1,
  vp09: vp9,
  mp4a: mpeg4Audio,
  stpp: timedText,
};

/**
 * The name of a coding as manifests have it: the type of the sample entry, with encryption looked through, and what
 * the coding adds: `avc1.64001F` (RFC 6381, 3.3), `hvc1.1.6.L93.B0` (ISO/IEC 14496-15, annex E), `mp4a.40.2`,
 * `av01.0.04M.08`, `vp09.00.10.08`, `stpp.ttml.im1t`, `wvtt`, `ec-3`. The type alone where the configuration is missing
 * or cannot be read.
 */
export const codecString = (entry: Box): string => {
  const frma = find(entry, 'sinf/frma');
  const type = frma === undefined ? entry.type : decodeAs(frma, 'frma').value.data_format;
  const detail = Object.hasOwn(details, type) ? details[type]?.(entry) : undefined;
  const name = type === 'Opus' ? 'opus' : type === 'fLaC' ? 'flac' : type;
  return detail === undefined ? name : `${name}.${detail}`;
};

/** `avc1.77.30`, as old playlists have it, in hexadecimal: the constraints are not told then. */
const isOldAvc = (parts: readonly string[]): boolean => parts.length === 3 && /^avc\d$/i.test(parts[0] ?? '');

const oldAvcFits = (told: readonly string[], is: readonly string[]): boolean => {
  const numbers = is[1] ?? '';
  return (
    Number(told[1]) === parseInt(numbers.slice(0, 2), 16) &&
    Number(told[2]) === parseInt(numbers.slice(4), 16)
  );
};

/** Object types of AAC: its core may be told for what has extensions, and the other way round. */
const aac: readonly string[] = ['2', '5', '29'];

const trimmed = (parts: readonly string[]): readonly string[] =>
  parts.slice(0, parts.findLastIndex((part) => part !== '0' && part !== '00') + 1);

/**
 * Whether a manifest that tells one coding may mean the other, which was found: equal without regard to case as far as
 * both go; what a manifest leaves out is no contradiction, nor are constraint bytes of HEVC that are 0, nor AAC with
 * and without its extensions (RFC 6381, 3.3 and 3.4).
 */
export const sameCodec = (told: string, found: string): boolean => {
  const [a, b] = [told.trim().toUpperCase().split('.'), found.trim().toUpperCase().split('.')];
  if (a[0] !== b[0]) return false;
  if (isOldAvc(a)) return oldAvcFits(a, b);
  if (a[0] === 'MP4A' && a[1] === '40' && b[1] === '40' && aac.includes(a[2] ?? ''))
    return b[2] === undefined || aac.includes(b[2]);
  const [x, y] = a[0] === 'HVC1' || a[0] === 'HEV1' ? [trimmed(a), trimmed(b)] : [a, b];
  return x.slice(0, y.length).every((part, i) => part === y[i] || isSameNumber(part, y[i]));
};

/** Numbers with and without leading zeros are the same, as in `mp4a.40.02` and `mp4a.40.2`. */
const isSameNumber = (a: string, b: string | undefined): boolean =>
  b !== undefined && /^\d{1,3}$/.test(a) && /^\d{1,3}$/.test(b) && Number(a) === Number(b);
