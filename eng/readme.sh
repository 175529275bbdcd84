#!/usr/bin/env bash
# Writes the table of methods in README.md from the methods themselves.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
HEMORRHAGE_README="$root/README.md" dotnet test "$root/tests/MLNetHemorrhage.Tool.Tests" --configuration Release --nologo --filter "FullyQualifiedName~MethodsTableTests"
