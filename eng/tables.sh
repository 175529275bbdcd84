#!/usr/bin/env bash
# Measures what docs/*-table.md show and writes them again; hours on two cores. Interrupted, it goes on where it was.
# Names of tables choose among them. stories260K is measured where HEMORRHAGE_DATA names its folder.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
dotnet build "$root/eng/tables" --configuration Release --nologo --verbosity quiet
tables=(dotnet "$(dotnet msbuild "$root/eng/tables" -property:Configuration=Release -getProperty:TargetPath)")
[[ $# -gt 0 ]] || set -- pruning pruning-ablation quantization-group quantization-row dynamic-scaling-group dynamic-scaling-row
for table in "$@"; do
  cells="$root/artifacts/tables/$table"
  "${tables[@]}" measure "$table" "$cells" default
  if [[ -n "${HEMORRHAGE_DATA:-}" ]]; then "${tables[@]}" measure "$table" "$cells" stories260K; fi
  "${tables[@]}" write "$table" "$cells" "$root/docs"
done
