#!/usr/bin/env bash
# Compares sgemm with PyTorch: compare.sh [threads] [turns]. PYTHON names an interpreter that has torch.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$here/../.."
threads="${1:-1}"
turns="${2:-15}"
dotnet build "$here" -c Release --nologo -v q >&2
export OMP_NUM_THREADS="$threads" OPENBLAS_NUM_THREADS="$threads" MKL_NUM_THREADS="$threads" OMP_WAIT_POLICY=passive
exec "${PYTHON:-python3}" "$here/pytorch_compare.py" "$threads" "$turns" \
  dotnet "$root/artifacts/bin/MLNetHemorrhage.Benchmarks/release/MLNetHemorrhage.Benchmarks.dll"
