#!/usr/bin/env bash
# Builds everything: eng/build.sh [arguments of dotnet build]
# Microsoft.ML comes from a package source that has it, otherwise from eng/offline. What no source had is not asked for again for a
# day; "dotnet restore eng/offline/probe" asks at once.
set -euo pipefail
cd "$(dirname "$0")/.."

cache="${NUGET_PACKAGES:-$HOME/.nuget/packages}/microsoft.ml/5.0.0"
refused=artifacts/microsoft-ml-not-found
if [[ -z "${MicrosoftMLSource:-}" && "$*" != *MicrosoftMLSource=* && ! -d "$cache" && -z "$(find "$refused" -mtime -1 2>/dev/null)" ]]; then
  mkdir -p artifacts
  if NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT=1 dotnet restore eng/offline/probe >"$refused" 2>&1; then
    rm "$refused"
  fi
fi
dotnet build MLNetHemorrhage.sln --configuration Release --nologo "$@"
