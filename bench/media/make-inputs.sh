#!/usr/bin/env bash
# Makes what the validator is measured on, with Debian's ffmpeg: bench/media/make-inputs.sh DIR [small]
#
#   v10m_chunk.cmfv   H.264 720p30 at 5 Mbit/s, 10 min, one moof a frame: 385 MB in 18,000 moofs, so bytes dominate.
#   a2h_many.cmfa     AAC at 32 kbit/s, 2 h, one moof a frame: 67 MB in 337,500 moofs, so boxes dominate.
#   a2h_half.cmfa     The first half of that, to see whether the second half costs more.
#   segments/         A CMAF header and 1,000 segments of one moof each, so that files dominate.
#
# `small` makes both streams a tenth as long; the segments are cut from the audio and are the same in either. What is
# there already is left alone, and nothing appears under its name before it is whole. DIR stays out of the repository.
set -euo pipefail

dir=${1:?usage: make-inputs.sh DIR [small]}
case ${2:-whole} in
  whole) loops=29 audio_seconds=7200 ;;
  small) loops=2 audio_seconds=720 ;;
  *) echo "make-inputs.sh: '$2' is not 'small'" >&2; exit 2 ;;
esac
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$dir"
work=$(mktemp -d "$dir/.making.XXXXXX")
trap 'rm -rf "$work"' EXIT

encode() { ffmpeg -nostdin -hide_banner -loglevel error -y "$@"; }

# One moof a frame behind a CMAF header, as a low-latency encoder writes it; no mfra at the end, which CMAF has not.
one_moof_a_frame=(
  -fflags +bitexact -f mp4 -brand cmfc
  -movflags +cmaf+empty_moov+default_base_moof+frag_every_frame+skip_trailer
)

# Noise keeps the encoder at its bit rate: a clean test picture would compress to a hundredth of it. Twenty seconds are
# encoded once and repeated, because what stands in the mdat makes no difference to a reader of boxes.
if [[ ! -e $dir/v10m_chunk.cmfv ]]; then
  encode -f lavfi -i 'testsrc2=size=1280x720:rate=30,noise=alls=20' -t 20 -c:v libx264 -preset ultrafast \
    -b:v 5M -maxrate 5M -bufsize 5M -g 30 -bf 0 -pix_fmt yuv420p "$work/twenty-seconds.mp4"
  encode -stream_loop "$loops" -i "$work/twenty-seconds.mp4" -c copy "${one_moof_a_frame[@]}" "$work/video"
  mv "$work/video" "$dir/v10m_chunk.cmfv"
fi

if [[ ! -e $dir/a2h_many.cmfa ]]; then
  encode -f lavfi -i 'sine=440:sample_rate=48000' -t "$audio_seconds" -c:a aac -b:a 32k \
    "${one_moof_a_frame[@]}" "$work/audio"
  mv "$work/audio" "$dir/a2h_many.cmfa"
fi

if [[ ! -e $dir/a2h_half.cmfa ]]; then
  node "$here/cut-half.mjs" "$dir/a2h_many.cmfa" "$work/half"
  mv "$work/half" "$dir/a2h_half.cmfa"
fi

if [[ ! -e $dir/segments ]]; then
  node "$here/cut-segments.mjs" "$dir/a2h_many.cmfa" "$work/segments" 1000
  mv "$work/segments" "$dir/segments"
fi
