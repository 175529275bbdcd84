#!/usr/bin/env bash
# Restores the real Microsoft.ML into the NuGet cache where a package source has it; otherwise builds use the stand-in beside this
# file. What no source had is not asked for again for a day; "dotnet restore eng/offline/probe" asks at once.
set -euo pipefail
cd "$(dirname "$0")/../.."
cached="${NUGET_PACKAGES:-$HOME/.nuget/packages}/microsoft.ml/5.0.0/.nupkg.metadata"
refused=artifacts/microsoft-ml-not-found.log
if [[ -n "${MicrosoftMLSource:-}" || -e "$cached" || -n "$(find "$refused" -mtime -1 2>/dev/null)" ]]; then
  exit 0
fi
mkdir -p artifacts
if NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT=1 dotnet restore eng/offline/probe >"$refused" 2>&1; then
  rm "$refused"
fi
