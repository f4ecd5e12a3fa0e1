/** Box types that we know by name although we may not read them: a file with others is no worse for it. */
const registered = `
free skip wide uuid ftyp styp pdin moov mvhd trak tkhd tref trgr mdia mdhd hdlr elng minf vmhd smhd hmhd nmhd sthd gmhd
dinf dref stbl stsd stts ctts cslg stsc stsz stz2 stco co64 stss stsh padb stdp sdtp sbgp sgpd csgp subs saiz saio edts
elst udta cprt kind tsel strk strd loud iods drm_ meta ilst xml bxml iloc ipro iinf iref idat ID32 mvex mehd trex leva
trep assp moof mfhd traf tfhd tfdt trun mfra tfra mfro mdat imda sidx ssix prft emsg emib emeb evte silb sinf frma schm
schi tenc senc pssh ainf !mov !mof !six !ssx mecx mere mstv rsot ludt covr titl dscp perf gnre auth albm yrrc rtng keys
url_ urn_ imdt snim btrt pasp colr clap clli mdcv cclv amve ccst auxi mime uri_ uriI vttC vlab txtC stxt esds avcC hvcC
lhvC vvcC vvnC vpcC av1C m4ds svcC mvcC dvcC dvvC dvwC hvcE avcE st3d sv3d vexu hfov dac3 dec3 dac4 dmlp dOps dfLa mhaC
mhaP mhaD ddts udts udex iacb chnl dmix srat pcmC wave chan damr d263 alac fiel gama tapt clef prof enof load imap cdsc
hint cdep cdtg hind vdep vplx subt thmb auxl dpnd name tmcd text nclx rinf chrm swre sbtd wfex stvi povd otyp a1op a1lx lsel`;

const names = new Set(
  registered
    .trim()
    .split(/\s+/)
    .map((name) => name.replaceAll('_', ' ').padEnd(4)),
);

/** Usertypes of `uuid` boxes that are met in live streams, and what they are. */
const usertypes: Readonly<Record<string, string>> = {
  '6d1d9b0542d544e680e2141daff757b2': 'tfxd of Smooth Streaming',
  d4807ef2ca3946958e5426cb9e46a79f: 'tfrf of Smooth Streaming',
  a2394f525a9b4f14a2446c427c648df4: 'sample encryption of PIFF',
  d08a4f1810f34a82b6c832d8aba183d3: 'protection system header of PIFF',
  '8974dbce7be74c5184f97148f9882554': 'track encryption of PIFF',
  ffcc8263f8554a938814587a02521fdd: 'spherical video',
  be7acfcb97a942e89c71999491e3afac: 'XMP metadata',
};

/** Whether a four-character code is the name of a box that we have heard of. */
export const isRegistered = (type: string): boolean => names.has(type);

/** What a `uuid` box with this usertype (32 hexadecimal digits) is, if it is one that is well known. */
export const usertypeName = (usertype: string): string | undefined =>
  Object.hasOwn(usertypes, usertype) ? usertypes[usertype] : undefined;
