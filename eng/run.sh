#!/usr/bin/env bash
# Builds quietly and shows the main job: what growing damage does to the default model.
# eng/run.sh [arguments of hemorrhage compare]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
(cd "$root" && dotnet build src/MLNetHemorrhage.Tool --configuration Release --nologo --verbosity quiet --consoleLoggerParameters:NoSummary)
exec dotnet "$root/artifacts/bin/MLNetHemorrhage.Tool/release/hemorrhage.dll" compare "$@"
