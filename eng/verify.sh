#!/usr/bin/env bash
# Proofs that are too slow for every run; the tests hold a reduced form of each. About an hour on two cores.
#   1. The same goldens and the same bits without AVX-512, and the numerics without any vector instruction, where a fused
#      multiply-add is a call. (The tests themselves run on whatever the processor has, and compare the kernels with each other.)
#   2. Training the default model from its first weights gives the committed file, bit for bit.
#      (The tests repeat the first 50 steps.)
#   3. The analyzer survives 10,000 sources with missing, doubled and misplaced tokens. (The tests try 300.)
#   4. The output of eng/run.sh is the one that docs/default-model.md shows. (The tests compare the shorter one in the README.)
#   5. A sweep that is killed ten times at random moments goes on to the same result. (The tests kill it three times.)
set -euo pipefail
cd "$(dirname "$0")/.."

DOTNET_EnableAVX512=0 eng/test.sh
DOTNET_EnableHWIntrinsic=0 eng/test.sh --filter FullyQualifiedName~MLNetHemorrhage.Tests.Numerics

HEMORRHAGE_MUTATIONS=10000 dotnet test tests/MLNetHemorrhage.Analyzers.Tests --configuration Release --nologo --filter FullyQualifiedName~MutationTests

rm -f artifacts/default-model.training
eng/default-model/train.sh

diff <(awk '/^```/ { shown = !shown; next } shown' docs/default-model.md) <(eng/run.sh)
HEMORRHAGE_KILLS=10 eng/test.sh --filter FullyQualifiedName~SweepKillTests
dotnet run --project tests/MLNetHemorrhage.Benchmarks -c Release -- coverage --rounds 1000

echo "All proofs hold."
