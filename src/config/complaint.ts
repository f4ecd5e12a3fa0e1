/** What a JSON Schema validator says, in one sentence that tells a person what to do. */
import type { ErrorObject } from 'ajv/dist/2020.js';
import { suggestion } from './nearest.ts';

const kinds: Readonly<Record<string, string>> = {
  string: 'text (in quotes, where it looks like a number or a switch)',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'a map of keys to values',
};

/** The key that the complaint is about, as the reader finds it in the file. */
const nameOf = (pointer: string): string => {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const named = steps.filter((step) => !/^\d+$/.test(step));
  if (named.length === 0) return 'the file';
  const item = /^\d+$/.test(steps.at(-1) ?? '') ? `item ${String(Number(steps.at(-1)) + 1)} of ` : '';
  return `${item}${named.join('.')}`;
};

const patterns: Readonly<Record<string, string>> = {
  '^/': 'must begin with a slash: write the path of the mount point, such as /live.mp3',
  '\\S': 'is empty: say in a sentence why this is expected',
};

/** Names of keys are complained about under `propertyNames`, where the key itself is known. */
const keyPatterns: Readonly<Record<string, string>> = {
  '^[^/\\\\]+$': 'is not the name of a file: files lie in {dir} itself, so write it without a slash',
  '^[^:]+:[0-9]+$': 'is not host:port: write it such as example.org:8000',
};

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

/** `{url}` without quotes is a map with one key and no value. */
const bracedWord = (data: unknown): string | undefined => {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const [[key, value] = [], ...others] = Object.entries(data as Record<string, unknown>);
  return key !== undefined && value === null && others.length === 0 ? key : undefined;
};

/** `undefined` where another complaint about the same thing says it better. */
export const sentenceOf = (error: ErrorObject): string | undefined => {
  const name = nameOf(error.instancePath);
  const parameters = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(parameters['additionalProperty']);
      const parent = error.parentSchema as { properties?: Record<string, unknown> } | undefined;
      const known = Object.keys(parent?.properties ?? {});
      const within = name === 'the file' ? '' : ` in ${name}`;
      return `unknown key “${key}”${within}: ${suggestion(key, known, 'ingestspec init writes a file with every key explained')}`;
    }
    case 'required':
      return `${name} has no “${String(parameters['missingProperty'])}”: add it`;
    case 'type': {
      const braced = bracedWord(error.data);
      if (braced !== undefined) {
        return `${name} is a map to YAML, which reads braces so: put it in quotes, '{${braced}}'`;
      }
      const types = ([] as unknown[])
        .concat(parameters['type'])
        .map((type) => kinds[String(type)] ?? String(type));
      return `${name} must be ${types.join(' or ')}, and is ${error.data === null ? 'empty' : `“${shown(error.data)}”`}`;
    }
    case 'enum': {
      const allowed = (parameters['allowedValues'] as unknown[]).map(String);
      return `${name} cannot be “${shown(error.data)}”: use ${allowed.join(', ').replace(/, ([^,]*)$/, ' or $1')}`;
    }
    case 'pattern':
      if (error.propertyName !== undefined) return undefined;
      return `${name} ${patterns[String(parameters['pattern'])] ?? 'is not in the form that is expected'}`;
    case 'propertyNames': {
      const schema = error.schema as { pattern?: string };
      const said = keyPatterns[schema.pattern ?? ''] ?? 'is no name that can be used here';
      return `“${String(parameters['propertyName'])}” in ${name} ${said}`;
    }
    case 'minLength':
    case 'minItems':
      return `${name} is empty: fill it in or remove it`;
    case 'minimum':
      return `${name} is ${shown(error.data)}, and must be at least ${String(parameters['limit'])}`;
    case 'exclusiveMinimum':
      return `${name} is ${shown(error.data)}, and must be more than ${String(parameters['limit'])}`;
    default:
      return `${name} ${error.message ?? 'is not what is expected'}`;
  }
};
