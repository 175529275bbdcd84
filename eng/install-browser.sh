#!/usr/bin/env bash
# Installs the browser that tests HTML reports: Debian's and Ubuntu's chromium, where none is on PATH.
set -euo pipefail
if [[ -n "${HEMORRHAGE_CHROMIUM:-}" ]] || command -v chromium || command -v chromium-browser || command -v google-chrome; then exit 0; fi
sudo=$([[ $EUID -eq 0 ]] || echo sudo)
$sudo apt-get update
$sudo apt-get install --yes --no-install-recommends chromium
