#!/usr/bin/env bash
# Builds quietly and shows the main job: what growing damage does to a language model inside ML.NET pipelines.
# eng/run.sh [text, one document a line [language model]]; by default texts and model of the library's own.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
"$root/eng/offline/probe.sh"
project="$root/samples/RecipeTable"
log=$(dotnet build "$project" --configuration Release --nologo --verbosity quiet 2>&1) || { echo "$log" >&2; exit 1; }
exec dotnet "$(dotnet msbuild "$project" -property:Configuration=Release -getProperty:TargetPath)" "$@"
