#!/usr/bin/env bash
# Builds and runs every test: eng/test.sh [arguments of dotnet test]
# Ends with "N passed, N failed[, N skipped]". Third-party models and texts are read from HEMORRHAGE_DATA, by default
# ../shared/data where that exists; without it the tests that need them are skipped, with it a skipped test
# is a failure. The tests of HTML reports are skipped where there is no browser or no npm, those against llama.cpp where there is no llama-perplexity.
set -uo pipefail
cd "$(dirname "$0")/.."
if [[ -z "${HEMORRHAGE_DATA:-}" && -d ../shared/data ]]; then
  HEMORRHAGE_DATA=$(cd ../shared/data && pwd)
  export HEMORRHAGE_DATA
fi
eng/build.sh --verbosity quiet || { echo "0 passed, 1 failed"; exit 1; }

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
dotnet test MLNetHemorrhage.sln --configuration Release --no-build --nologo --logger trx --results-directory "$results" "$@"
status=$?

count() { grep -ho "<Counters [^>]*" "$results"/*.trx | grep -o " $1=\"[0-9]*" | grep -o '[0-9]*$' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(count passed) failed=$(count failed) total=$(count total)
skipped=$((total - passed - failed))
# A browser, npm for the charts it shows, and llama.cpp belong to the machine, not to the data.
browser=$(grep -h "<Message>.*No \(browser\|charts\):" "$results"/*.trx | wc -l)
if [[ $browser -gt 0 ]]; then
  echo "$browser tests of HTML reports were skipped: they need npm when the solution is built, and chromium (eng/install-browser.sh)."
fi
peer=$(grep -h "<Message>.*No program:" "$results"/*.trx | wc -l)
if [[ $peer -gt 0 ]]; then echo "$peer tests against llama.cpp were skipped: they need llama-perplexity on the PATH or in HEMORRHAGE_LLAMA_PERPLEXITY."; fi
excused=$((browser + peer))
if [[ -n "${HEMORRHAGE_DATA:-}" && $skipped -gt $excused ]]; then
  echo "HEMORRHAGE_DATA is set, so a skipped test counts as failed."
  failed=$((failed + skipped - excused)) skipped=$excused
fi
if [[ $status -ne 0 && $failed -eq 0 ]]; then failed=1; fi
if [[ $passed -eq 0 ]]; then echo "No test ran."; failed=$((failed + 1)); fi
summary="$passed passed, $failed failed"
[[ $skipped -gt 0 ]] && summary+=", $skipped skipped"
echo "$summary"
[[ $failed -eq 0 ]]
