#!/usr/bin/env bash
# Measures what docs/pruning-table.md shows and writes it again; hours on two cores. Interrupted, it goes on where it was.
# stories260K is measured where HEMORRHAGE_DATA names its folder.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
cells="$root/artifacts/pruning-table"
dotnet build "$root/eng/tables" --configuration Release --nologo --verbosity quiet
tables=(dotnet "$(dotnet msbuild "$root/eng/tables" -property:Configuration=Release -getProperty:TargetPath)")
"${tables[@]}" measure "$cells" default
if [[ -n "${HEMORRHAGE_DATA:-}" ]]; then "${tables[@]}" measure "$cells" stories260K; fi
"${tables[@]}" write "$cells" "$root/docs"
