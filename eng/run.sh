#!/usr/bin/env bash
# Builds quietly and shows the main job: what growing damage does to the default model.
# eng/run.sh [arguments of hemorrhage compare]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
log=$(cd "$root" && dotnet build src/MLNetHemorrhage.Tool --configuration Release --nologo --verbosity quiet 2>&1) || { echo "$log" >&2; exit 1; }
exec dotnet "$root/artifacts/bin/MLNetHemorrhage.Tool/release/hemorrhage.dll" compare "$@"
