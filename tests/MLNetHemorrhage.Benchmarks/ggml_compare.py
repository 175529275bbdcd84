"""Compares quantization to ggml's formats with ggml's own code, one thread, taking turns so that both meet the same load.

Started by compare.sh. GGML names the ggml folder of a llama.cpp checkout, whose code is compiled for this processor. For every format:
million weights a second of the best turn, and the ratio of ggml's time to ours (above 1: ours is faster).
"""
import os
import subprocess
import sys
import tempfile

FORMATS = ["Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_NL", "IQ4_XS"]
WEIGHTS = 256 * 4096


def build(ggml, folder):
    sources = ["ggml.c", "ggml-quants.c", "ggml-alloc.c", "ggml-threading.cpp", "ggml-backend.cpp"]
    flags = ["-O3", "-march=native", "-w", f"-I{ggml}/include", f"-I{ggml}/src", '-DGGML_VERSION=""', '-DGGML_COMMIT=""']
    objects = []
    for source in [*(f"{ggml}/src/{s}" for s in sources), os.path.join(os.path.dirname(os.path.abspath(__file__)), "ggml_quantize.c")]:
        objects.append(f"{folder}/{os.path.basename(source)}.o")
        subprocess.run(["g++" if source.endswith("cpp") else "gcc", *flags, "-c", source, "-o", objects[-1]], check=True)
    subprocess.run(["g++", *objects, "-lm", "-lpthread", "-o", f"{folder}/ggml_quantize"], check=True)
    return [f"{folder}/ggml_quantize"]


def ask(process, line):
    process.stdin.write(line + "\n")
    return float(process.stdout.readline())


def main(program, turns):
    if "GGML" not in os.environ:
        sys.exit("GGML must name the ggml folder of a llama.cpp checkout.")
    with tempfile.TemporaryDirectory() as folder:
        theirs, ours = (subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
                        for command in (build(os.environ["GGML"], folder), [*program, "ggml", "--serve", "--threads", "1"]))
        print(f"1 thread, {turns} turns\n{'format':>8} {'':10} {'ggml':>8} {'ours':>8} million weights/s   ratio")
        for name in FORMATS:
            for weighted in (0, 1):
                times = [(ask(theirs, f"{name} {weighted}"), ask(ours, f"{name} {weighted}")) for _ in range(turns)]
                a, b = (min(t) for t in zip(*times))
                print(f"{name:>8} {'importance' if weighted else '':10} {WEIGHTS / a / 1e6:8.1f} {WEIGHTS / b / 1e6:8.1f} {'':17} {a / b:7.2f}", flush=True)
        for process in (theirs, ours):
            process.stdin.close()
            process.wait()


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit("usage: ggml_compare.py THREADS TURNS PROGRAM...")
    main(sys.argv[3:], int(sys.argv[2]))
