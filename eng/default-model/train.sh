#!/usr/bin/env bash
# Trains the default model into src/MLNetHemorrhage.Core/DefaultModel and checks its hash; about half an hour on two cores.
# Interrupted, it goes on where it was. "train.sh --steps N" trains N steps only and prints the hash of the weights.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
dotnet build "$here" --configuration Release --nologo --verbosity quiet
trainer=(dotnet "$(dotnet msbuild "$here" -property:Configuration=Release -getProperty:TargetPath)")
if [[ "${1:-}" == --steps ]]; then
  exec "${trainer[@]}" train-steps "$2"
fi
exec "${trainer[@]}" train "$root/src/MLNetHemorrhage.Core/DefaultModel" "$here/expected-hash.txt" "$root/artifacts/default-model.training"
