"""Compares this engine's sgemm with PyTorch's on the same machine, taking turns so that both meet the same load.

Started by compare.sh. For every shape: seconds of the best and of the median turn, and the ratio of PyTorch's time to ours
(above 1: ours is faster).
"""
import statistics
import subprocess
import sys
import time

import torch

SHAPES = [(512, 288, 288), (512, 768, 768), (512, 2048, 2048), (512, 2048, 5632), (512, 4096, 4096)]


def seconds(work, at_least=0.02):
    start, calls = time.perf_counter(), 0
    while True:
        work()
        calls += 1
        elapsed = time.perf_counter() - start
        if elapsed >= at_least:
            return elapsed / calls


def main(program, threads, turns):
    torch.set_num_threads(threads)
    ours = subprocess.Popen([*program, "sgemm", "--serve", "--threads", str(threads)],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
    print(f"threads {threads}, {turns} turns, PyTorch {torch.__version__}")
    print(f"{'M x K x N':>18} {'PyTorch':>9} {'once':>9} {'per call':>9} GFLOP/s (best)  ratio once best/median  ratio per call best/median")
    with torch.no_grad():
        for m, k, n in SHAPES:
            a, b, c = torch.rand(m, k) - 0.5, torch.rand(n, k) - 0.5, torch.empty(m, n)
            work = lambda: torch.mm(a, b.t(), out=c)
            gigaflops = 2e-9 * m * k * n / seconds(work, 0.1)
            if gigaflops < 15:
                sys.exit(f"PyTorch reaches only {gigaflops:.1f} GFLOP/s: it runs on the reference BLAS. Install OpenBLAS "
                         "(Debian: libopenblas0-pthread) or put it into LD_PRELOAD.")
            theirs, once, per_call = [], [], []
            for _ in range(turns):
                theirs.append(seconds(work))
                ours.stdin.write(f"{m} {k} {n}\n")
                x, y = map(float, ours.stdout.readline().split())
                once.append(x)
                per_call.append(y)
            flops = 2e-9 * m * k * n
            best = [flops / min(t) for t in (theirs, once, per_call)]
            median = [flops / statistics.median(t) for t in (theirs, once, per_call)]
            print(f"{f'{m} x {k} x {n}':>18} {best[0]:9.1f} {best[1]:9.1f} {best[2]:9.1f} {'':15} "
                  f"{best[1] / best[0]:8.2f} / {median[1] / median[0]:.2f} {'':11} {best[2] / best[0]:8.2f} / {median[2] / median[0]:.2f}", flush=True)
    ours.stdin.close()
    ours.wait()


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit("usage: pytorch_compare.py THREADS TURNS PROGRAM...")
    main(sys.argv[3:], int(sys.argv[1]), int(sys.argv[2]))
