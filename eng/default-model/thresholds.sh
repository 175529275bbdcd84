#!/usr/bin/env bash
# Measures what the default model bears and prints the records of its threshold file; about forty minutes on two cores.
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
"${hemorrhage[@]}" sweep --output "$results" --format json \
  --steps "prune(magnitude, sparsity=*)" --grid 0.05:0.8:0.05 --steps "prune(wanda, sparsity=*)" --grid 0.05:0.8:0.05 \
  --steps "quantize(rtn, bits=*)" --grid 8,7,6,5,4,3,2 > /dev/null
for method in sparsegpt ria admm dsnot gradient; do
  "${hemorrhage[@]}" sweep --output "$results" --format json --steps "prune($method, sparsity=*)" --grid 0.05:0.8:0.05 > /dev/null
done
"${hemorrhage[@]}" sweep --output "$results" --format json --steps "prune(gradientAware, sparsity=*)" --grid 0.5:0.8:0.1 > /dev/null
# Whole blocks, of which there are six; the first and the last stay with SLEB.
"${hemorrhage[@]}" sweep --output "$results" --format json \
  --steps "pruneStructured(shortgpt, ratio=*)" --grid 0.17,0.33,0.5,0.67,0.83 --steps "pruneStructured(sleb, ratio=*)" --grid 0.17,0.33,0.5,0.67 > /dev/null
for method in flap llmpruner slicegpt; do
  "${hemorrhage[@]}" sweep --output "$results" --format json --steps "pruneStructured($method, ratio=*)" --grid 0.05:0.6:0.05 > /dev/null
done
# Methods with one strength give one point; ggml's formats go by their names.
for method in gptq smoothquant; do
  "${hemorrhage[@]}" sweep --output "$results" --format json --steps "quantize($method, bits=*)" --grid 8,7,6,5,4,3,2 > /dev/null
done
for method in dynamicScaling awq; do
  "${hemorrhage[@]}" sweep --output "$results" --format json --steps "quantize($method, bits=*)" --grid 8,6,5,4,3,2 > /dev/null
done
for method in nf4 fp4 mxfp4 nvfp4; do
  "${hemorrhage[@]}" sweep --output "$results" --format json --steps "quantize($method, bits=*)" --grid 4 > /dev/null
done
"${hemorrhage[@]}" sweep --output "$results" --format json --steps "quantize(llmint8, bits=*)" --grid 8 --steps "quantize(ggml, type=*)" --grid q8_0,q6_k,q5_k,q4_k,q3_k,q2_k > /dev/null
cat "$results"/*.hemorrhage-thresholds.txt
