"""Compares scoring or training of a 15M-parameter llama (random weights, 4 x 256 tokens) with the same work in PyTorch, taking
turns so that both meet the same load.

Started by compare.sh. Prints tokens per second and the ratio of PyTorch's time to ours (above 1: ours is faster).
"""
import statistics
import subprocess
import sys
import time

import torch
import torch.nn.functional as F

VOCABULARY, HIDDEN, FEED_FORWARD, BLOCKS, HEADS, SEQUENCES, TOKENS = 32000, 288, 768, 6, 6, 4, 256
HEAD = HIDDEN // HEADS


def weight(*shape):
    return (torch.randn(*shape) * 0.02).requires_grad_()


def norm(x, gain):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * gain


def rotate(x, cos, sin):
    first, second = x[..., : HEAD // 2], x[..., HEAD // 2 :]
    return torch.cat((first * cos - second * sin, first * sin + second * cos), -1)


class Llama:
    def __init__(self):
        self.embedding = weight(VOCABULARY, HIDDEN)  # also the head
        self.final_norm = torch.ones(HIDDEN, requires_grad=True)
        self.blocks = [
            dict(norm1=torch.ones(HIDDEN, requires_grad=True), norm2=torch.ones(HIDDEN, requires_grad=True),
                 qkv=weight(3 * HIDDEN, HIDDEN), output=weight(HIDDEN, HIDDEN),
                 gate_up=weight(2 * FEED_FORWARD, HIDDEN), down=weight(HIDDEN, FEED_FORWARD))
            for _ in range(BLOCKS)
        ]
        self.parameters = [self.embedding, self.final_norm] + [w for b in self.blocks for w in b.values()]
        frequencies = 10000 ** (-torch.arange(0, HEAD, 2) / HEAD)
        angles = torch.outer(torch.arange(TOKENS), frequencies)
        self.cos, self.sin = angles.cos(), angles.sin()
        self.mask = torch.full((TOKENS, TOKENS), float("-inf")).triu(1)

    def loss(self, ids):
        x = F.embedding(ids, self.embedding)
        for b in self.blocks:
            q, k, v = F.linear(norm(x, b["norm1"]), b["qkv"]).view(SEQUENCES, TOKENS, 3, HEADS, HEAD).permute(2, 0, 3, 1, 4)
            q, k = rotate(q, self.cos, self.sin), rotate(k, self.cos, self.sin)
            attention = F.softmax(q @ k.transpose(-1, -2) / HEAD**0.5 + self.mask, -1) @ v
            x = x + F.linear(attention.transpose(1, 2).reshape(SEQUENCES, TOKENS, HIDDEN), b["output"])
            gate, up = F.linear(norm(x, b["norm2"]), b["gate_up"]).chunk(2, -1)
            x = x + F.linear(F.silu(gate) * up, b["down"])
        logits = F.linear(norm(x, self.final_norm), self.embedding)
        return F.cross_entropy(logits[:, :-1].reshape(-1, VOCABULARY), ids[:, 1:].reshape(-1))


def main(mode, threads, turns, program):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = Llama()
    ids = torch.randint(VOCABULARY, (SEQUENCES, TOKENS))

    def forward():
        with torch.no_grad():
            model.loss(ids)

    def training():
        for p in model.parameters:
            p.grad = None
        model.loss(ids).backward()

    work = {"forward": forward, "training": training}[mode]
    ours = subprocess.Popen([*program, mode, "--serve", "--threads", str(threads)],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def our_seconds():
        ours.stdin.write("\n")
        return float(ours.stdout.readline())

    def their_seconds():
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    their_seconds(), our_seconds()
    times = [(their_seconds(), our_seconds()) for _ in range(turns)]
    ours.stdin.close()
    ours.wait()
    print(f"{mode}, threads {threads}, {turns} turns, PyTorch {torch.__version__}, tokens/s")
    for name, pick in (("best", min), ("median", statistics.median)):
        theirs, mine = (SEQUENCES * TOKENS / pick(column) for column in zip(*times))
        print(f"{name:>8}: ours {mine:7.0f}  PyTorch {theirs:7.0f}  ratio {mine / theirs:.2f}")


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit("usage: pytorch_llama.py forward|training THREADS TURNS PROGRAM...")
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
