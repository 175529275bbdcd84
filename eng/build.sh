#!/usr/bin/env bash
# Builds everything: eng/build.sh [arguments of dotnet build]
set -euo pipefail
cd "$(dirname "$0")/.."
eng/offline/probe.sh
dotnet build MLNetHemorrhage.sln --configuration Release --nologo "$@"
