#!/usr/bin/env bash
# Compares a benchmark with the same work in PyTorch, or in ggml: compare.sh sgemm|forward|training|pruning|quantization|ggml [threads] [turns].
# Pruning and quantization keep a checkpoint of 820 MB in the directory that MODEL names, by default a new one below TMPDIR.
# ggml takes one thread; GGML names the ggml folder of a llama.cpp checkout.
# PYTHON names an interpreter that has torch. An OpenBLAS older than the processor falls back to slow kernels; OPENBLAS_CORETYPE says what to use, by default SkylakeX where there is AVX-512.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
benchmark="${1:-sgemm}"
threads="${2:-1}"
turns="${3:-15}"
model=""
case "$benchmark" in
  sgemm) twin=(pytorch_compare.py) ;;
  forward | training) twin=(pytorch_llama.py "$benchmark") ;;
  pruning | quantization)
    model="${MODEL:-$(mktemp -d)}"
    turns="${3:-1}"
    twin=(pytorch_layerwise.py "$benchmark" "$model")
    ;;
  ggml) twin=(ggml_compare.py) ;;
  *) echo "usage: compare.sh sgemm|forward|training|pruning|quantization|ggml [threads] [turns]" >&2; exit 2 ;;
esac
dotnet build "$here" -c Release --nologo -v q >&2
program="$(dotnet msbuild "$here" -property:Configuration=Release -getProperty:TargetPath)"
if [[ -n "${model:-}" && ! -f "$model/model.safetensors" ]]; then dotnet "$program" layerwise-model --path "$model"; fi
if grep -qs avx512f /proc/cpuinfo; then export OPENBLAS_CORETYPE="${OPENBLAS_CORETYPE:-SkylakeX}"; fi
export OMP_NUM_THREADS="$threads" OPENBLAS_NUM_THREADS="$threads" MKL_NUM_THREADS="$threads" OMP_WAIT_POLICY=passive
exec "${PYTHON:-python3}" "$here/${twin[0]}" "${twin[@]:1}" "$threads" "$turns" \
  dotnet "$program"
