import { parseMediaType } from '../media-type.ts';
import type { Parsed } from '../codec/parsed.ts';

/** The content type of a text track. */
export interface TextContentType {
  /** `type/subtype` in lower case. */
  readonly type: string;
  /** The codecs or processor profiles, as they are written; empty without the parameter. */
  readonly codecs: readonly string[];
  /** The `codecs` parameter as it is written, without quotes. */
  readonly codecsText?: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Reads the `content_type` of a `mime` box (ISO/IEC 14496-12, 12.3.3.3), such as
 * `application/ttml+xml;codecs=im1t|etd1`. Several codecs are separated by commas (RFC 6381, 3.2), and processor
 * profiles by `|` (any of them) or `+` (all of them), as the registry of TTML media type profiles (section 2) says.
 * Broken where the text is no media type. The name of the parameter may be in any case; codecs keep theirs.
 */
export const parseContentType = (text: string): Parsed<TextContentType> => {
  const media = parseMediaType(text.trim());
  if (media === undefined) return { broken: 'the content type is not a media type' };
  const codecs = media.parameters.get('codecs');
  const list = (codecs ?? '').split(/[|+,]/).map((codec) => codec.trim());
  return {
    value: {
      type: media.essence,
      codecs: list.filter((codec) => codec !== ''),
      ...(codecs === undefined ? {} : { codecsText: codecs }),
      parameters: media.parameters,
    },
  };
};
