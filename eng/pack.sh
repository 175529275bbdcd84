#!/usr/bin/env bash
# Makes the packages: eng/pack.sh [arguments of dotnet pack]                      in artifacts/packages; refuses the stand-in for Microsoft.ML
#                     eng/pack.sh --for-tests DIR [arguments of dotnet pack]      0.0.0-standin packages with the stand-in inside, never to be published
set -euo pipefail
packages=artifacts/packages source=()
if [[ "${1:-}" == --for-tests ]]; then
  [[ $# -ge 2 ]] || { echo "eng/pack.sh: --for-tests needs a folder for the packages." >&2; exit 2; }
  mkdir -p "$2"
  packages=$(cd "$2" && pwd) source=(-p:MicrosoftMLSource=standin -p:PacksStandIn=true)
  shift 2
fi
cd "$(dirname "$0")/.."
if [[ ${#source[@]} -eq 0 ]]; then
  eng/offline/probe.sh
  dotnet msbuild src/MLNetHemorrhage -target:RefuseStandIn -nologo -verbosity:minimal
fi
for project in MLNetHemorrhage.Core MLNetHemorrhage MLNetHemorrhage.Tool; do
  dotnet pack "src/$project" --output "$packages" --nologo ${source[@]+"${source[@]}"} "$@"
done
