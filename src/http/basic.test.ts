import fc from 'fast-check';
import { expect, test } from 'vitest';
import { basicToken, readBasic } from './basic.ts';
import { asUtf8 } from './message.ts';

test('the example of RFC 7617, section 2', () => {
  expect(basicToken('Aladdin', 'open sesame')).toBe('QWxhZGRpbjpvcGVuIHNlc2FtZQ==');
  expect(readBasic('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==')).toEqual({
    scheme: 'Basic',
    token: 'QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
    base64: 'valid',
    colon: true,
    utf8: true,
    controls: false,
    user: 'Aladdin',
    password: 'open sesame',
  });
});

test('the example of RFC 7617, section 2.1, in UTF-8', () => {
  expect(basicToken('test', '123£')).toBe('dGVzdDoxMjPCow==');
});

test('any user without a colon and any password are read again', () => {
  const user = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(':', ''));
  fc.assert(
    fc.property(user, fc.string({ unit: 'grapheme' }), (name, password) => {
      expect(readBasic(`Basic ${basicToken(name, password)}`)).toMatchObject({
        base64: 'valid',
        colon: true,
        utf8: true,
        user: asUtf8(name),
        password: asUtf8(password),
      });
    }),
  );
});

// prettier-ignore
test.for<[value: string, seen: Partial<ReturnType<typeof readBasic>>]>([
  ['basic  YTpi',               { scheme: 'basic', token: 'YTpi', base64: 'valid', user: 'a', password: 'b' }],
  ['Basic YTpiOmM=',            { base64: 'valid', user: 'a', password: 'b:c' }],
  ['Basic YTpiOmM',             { base64: 'unpadded', user: 'a', password: 'b:c' }],
  ['Basic YTpiOmN=',            { base64: 'invalid', user: 'a', password: 'b:c' }],
  ['Basic YTpi OmM=',           { base64: 'invalid', user: 'a', password: 'b:c' }],
  ['Basic YTpi====',            { base64: 'invalid', user: undefined }],
  ['Basic a:b',                 { base64: 'invalid', user: undefined, colon: false }],
  ['Basic YTr_',                { base64: 'invalid', user: 'a', utf8: false }],
  ['Basic YTr/',                { base64: 'valid', user: 'a', utf8: false }],
  ['Basic YWI=',                { base64: 'valid', colon: false, user: 'ab', password: undefined }],
  ['Basic YToK',                { controls: true, password: '\n' }],
  ['Basic Og==',                { base64: 'valid', colon: true, user: '', password: '' }],
  ['Basic',                     { scheme: 'Basic', token: '', base64: 'invalid', colon: false }],
  ['',                          { scheme: '', token: '', base64: 'invalid' }],
  ['Digest username="a", x=y',  { scheme: 'Digest', base64: 'invalid', user: undefined }],
  ['Bearer YTpi',               { scheme: 'Bearer', base64: 'invalid', user: undefined }],
])('%j', ([value, seen]) => {
  expect({ user: undefined, password: undefined, ...readBasic(value) }).toMatchObject(seen);
});
