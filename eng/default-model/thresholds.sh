#!/usr/bin/env bash
# Measures what the default model bears and prints the records of its threshold file; about six minutes on two cores.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
tool="$root/src/MLNetHemorrhage.Tool"
dotnet build "$tool" --configuration Release --nologo --verbosity quiet >&2
hemorrhage=(dotnet "$(dotnet msbuild "$tool" -property:Configuration=Release -getProperty:TargetPath)")
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
"${hemorrhage[@]}" sweep --output "$results" --format json \
  --steps "prune(wanda, sparsity=*) + quantize(rtn, bits=*)" --grid 0.3:0.8:0.1 --grid 8,4,3,2 \
  --steps "prune(magnitude, sparsity=*) + quantize(rtn, bits=*)" --grid 0.3:0.8:0.1 --grid 8,4,3,2 > /dev/null
# The finer curves of single steps replace those of the surfaces.
"${hemorrhage[@]}" sweep --output "$results" --format json --grid 0.05:0.8:0.05 --grid 0.05:0.8:0.05 --grid 8,7,6,5,4,3,2 > /dev/null
cat "$results"/*.hemorrhage-thresholds.txt
