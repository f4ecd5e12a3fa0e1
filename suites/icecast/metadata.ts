/** Updates of metadata, which the document does not mention and every source client sends. */
import {
  titleNotShown,
  titleShown,
  updateFailed,
  updateRefused,
  updateTaken,
} from '../../src/scenario/checks/pages.ts';
import { silent, under } from '../../src/scenario/combine.ts';
import { suite } from '../../src/scenario/scenario.ts';
import { awaitFinal, finish, frames, get, hears, join, put, source } from '../../src/scenario/stimulus.ts';
import type { Identity, Step } from '../../src/scenario/stimulus.ts';

const title = 'Zoë – 東京';

const update = (as: Identity, mount = '{mount}'): Step => ({
  do: 'page',
  page: {
    path: `/admin/metadata?mode=updinfo&charset=UTF-8&mount=${mount}&song=${encodeURIComponent(title)}`,
  },
  as,
  until: 'answered',
});

/** An update in the middle of a stream, and so many bytes after it that a listener must have been told of it. */
const updated = (as: Identity): Step[] => [
  ...source(put()),
  frames(40),
  join('listener', get({ fields: [['Icy-MetaData', '1']] })),
  update(as),
  frames(120),
  hears(49_152),
  { do: 'page', page: 'status', as: 'nobody', until: 'answered' },
  frames(4),
  finish(),
  awaitFinal(),
];

export const metadata = suite('icecast/metadata', {
  'update-with-credentials': {
    title: 'an update of the title by the owner of the mount point',
    needs: ['listeners'],
    send: updated('owner'),
    expect: { 'ICE-AUTH-05': silent(updateTaken), 'ICE-CONV-02': silent(titleShown(title)) },
  },
  'update-with-wrong-credentials': {
    title: 'an update of the title by somebody else',
    needs: ['listeners'],
    send: updated('stranger'),
    expect: { 'ICE-AUTH-08': [under('E-ICE-02', updateRefused), under('E-ICE-02', titleNotShown(title))] },
  },
  'update-of-an-absent-mount': {
    title: 'an update of the title of a mount point that has no source',
    send: [update('owner', '{mount}-absent')],
    expect: { 'ICE-COM-01': silent(updateFailed) },
  },
});
