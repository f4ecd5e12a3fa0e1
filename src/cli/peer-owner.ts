/** Whose credentials a peer of ours demands, or presents. */
import type { Account } from '../peer/stage.ts';
import { ingestOwner, referenceOwner } from '../runner/reference.ts';
import type { Args } from './command.ts';
import type { Io } from './io.ts';

const said = (usual: Account, args: Args, io: Io): Account => ({
  user: args.text('user') ?? io.env['INGESTSPEC_USER'] ?? usual.user,
  password: args.text('password') ?? io.env['INGESTSPEC_PASSWORD'] ?? usual.password,
});

/** The owner of the mount points of Icecast. */
export const sourceOwnerOf = (args: Args, io: Io): Account => said(referenceOwner, args, io);

/** The owner of publishing points. */
export const ingestOwnerOf = (args: Args, io: Io): Account => said(ingestOwner, args, io);
