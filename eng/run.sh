#!/usr/bin/env bash
# Builds quietly and shows the main job: what growing damage does to the default model.
# eng/run.sh [arguments of hemorrhage compare]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
"$root/eng/offline/probe.sh"
log=$(cd "$root" && dotnet build src/MLNetHemorrhage.Tool --configuration Release --nologo --verbosity quiet 2>&1) || { echo "$log" >&2; exit 1; }
exec dotnet "$(dotnet msbuild "$root/src/MLNetHemorrhage.Tool" -property:Configuration=Release -getProperty:TargetPath)" compare "$@"
