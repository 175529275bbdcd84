#!/usr/bin/env bash
# Proofs that are too slow for every run; the tests hold a reduced form of each. About an hour and a half on two cores.
#   1. The same goldens and the same bits on other instruction sets: all tests again without AVX-512, and without any vector instruction.
#      (The tests themselves run on whatever the processor has.)
#   2. Training the default model from its first weights gives the committed file, bit for bit.
#      (The tests repeat the first steps.)
set -euo pipefail
cd "$(dirname "$0")/.."

DOTNET_EnableAVX512=0 eng/test.sh
DOTNET_EnableHWIntrinsic=0 eng/test.sh

rm -f artifacts/default-model.training
eng/default-model/train.sh
