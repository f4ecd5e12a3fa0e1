/** Lines of fields at the beginning of a body, as the document prints them by mistake (E-ICY-02), noticed: a quirk. */
import type { Field } from '../../http/message.ts';
import { latin1 } from '../../http/message.ts';

/** No further than this is looked, in bytes. */
const appetite = 8 * 1024;

const line = /([^\r\n]*)\r?\n/y;
const field = /^([A-Za-z][A-Za-z0-9-]*):(.*)$/;

/** The fields in the whole lines at the beginning of a text; empty lines between them do not matter. */
const leadingFields = (text: string): Field[] => {
  const fields: Field[] = [];
  line.lastIndex = 0;
  for (let offset = 0; ; offset = line.lastIndex) {
    const [, content] = line.exec(text) ?? [];
    if (content === undefined) return fields;
    const [, name, value = ''] = field.exec(content) ?? [];
    if (name === undefined && content.trim() !== '') return fields;
    if (name !== undefined) fields.push({ name, value: value.trim(), offset });
  }
};

/**
 * Takes the payload of a body, in any slices.
 *
 * @param found told all fields whenever there are more
 */
export const bodyFields = (found: (fields: readonly Field[]) => void): ((bytes: Uint8Array) => void) => {
  let text = '';
  let told = 0;
  return (bytes) => {
    if (text.length >= appetite) return;
    text += latin1(bytes.subarray(0, appetite - text.length));
    const fields = leadingFields(text);
    if (fields.length === told) return;
    told = fields.length;
    found(fields);
  };
};
