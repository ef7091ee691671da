#!/bin/sh
# A film on several machines, by GNU parallel: a shard after the other goes to whichever is free.
#   parallel.sh SHARDS MACHINES PICTURE FILM [options of render]
#   parallel.sh 12 ':,2/anna@attic' photo.jpg film.mp4 --motion zoom:to=1.4 --duration 60
# Machines are those that ssh reaches without asking, ":" is this one, "2/" makes two shards at a time there. Each
# needs stillmotion of one version on its PATH, and the same browser; merge refuses what differs.
set -eu
shards=$1 machines=$2 picture=$3 film=$4
shift 4
seq "$shards" |
  parallel --quote --halt now,fail=1 --retries 3 --sshlogin "$machines" \
    --basefile "$picture" --return {}.shard --cleanup \
    stillmotion render "$picture" "$@" --shard "{}/$shards" -o {}.shard --resume
# In the order of their numbers, though any will do.
seq -f %.0f.shard "$shards" | xargs sh -c 'exec stillmotion merge "$@" -o "$0"' "$film"
