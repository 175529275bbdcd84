"""Prunes or quantizes a llama checkpoint in PyTorch as the published codes of Wanda, SparseGPT and GPTQ do, and compares with this engine.

Written from the papers (Sun et al. 2023; Frantar and Alistarh 2023; Frantar et al. 2023) in the structure of their programs: every window goes
through a block on its own, hooks collect the statistics of every linear layer, the block is modified, and the windows go through it once more.
Started by compare.sh, which makes the checkpoint. Seconds run from opening the file to the modified model; both programs read the same file.
"""
import json
import math
import subprocess
import sys
import time

import numpy
import torch
import torch.nn.functional as F

HIDDEN, FEED_FORWARD, BLOCKS, HEADS, HEAD, VOCABULARY, WINDOWS, TOKENS = 2048, 5504, 4, 16, 128, 1000, 32, 512
LINEARS = {"self_attn.q_proj": "attention", "self_attn.k_proj": "attention", "self_attn.v_proj": "attention", "self_attn.o_proj": "mixed",
           "mlp.gate_proj": "feed", "mlp.up_proj": "feed", "mlp.down_proj": "gated"}
SPARSITY, BITS, GROUP, BLOCK, DAMPING = 0.5, 4, 128, 128, 0.01


def load(directory):
    """The tensors of a safetensors file in memory, as f32."""
    path = f"{directory}/model.safetensors"
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    data = numpy.memmap(path, numpy.uint8, "r", 8 + length)
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] != "F32":
            sys.exit(f"{name}: expected F32, found {entry['dtype']}")
        start, end = entry["data_offsets"]
        tensors[name] = torch.from_numpy(data[start:end].view(numpy.float32).reshape(entry["shape"]).copy())
    return tensors


def norm(x, gain):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * gain


def rotate(x, cos, sin):
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


class Block:
    """One decoder block; hooks see the input of every linear layer."""

    def __init__(self, tensors, index):
        prefix = f"model.layers.{index}."
        self.weights = {name: tensors[f"{prefix}{name}.weight"] for name in LINEARS}
        self.norm1 = tensors[prefix + "input_layernorm.weight"]
        self.norm2 = tensors[prefix + "post_attention_layernorm.weight"]
        angles = torch.outer(torch.arange(TOKENS), 10000 ** (-torch.arange(0, HEAD, 2) / HEAD))
        self.cos, self.sin = angles.cos(), angles.sin()
        self.mask = torch.full((TOKENS, TOKENS), float("-inf")).triu(1)
        self.hooks = {}

    def linear(self, name, x):
        if name in self.hooks:
            self.hooks[name].add(x)
        return F.linear(x, self.weights[name])

    def forward(self, x):
        y = norm(x, self.norm1)
        q, k, v = (self.linear(f"self_attn.{p}_proj", y).view(1, TOKENS, HEADS, HEAD).transpose(1, 2) for p in "qkv")
        q, k = rotate(q, self.cos, self.sin), rotate(k, self.cos, self.sin)
        y = F.softmax(q @ k.transpose(-1, -2) / math.sqrt(HEAD) + self.mask, -1) @ v
        x = x + self.linear("self_attn.o_proj", y.transpose(1, 2).reshape(1, TOKENS, HIDDEN))
        y = norm(x, self.norm2)
        return x + self.linear("mlp.down_proj", F.silu(self.linear("mlp.gate_proj", y)) * self.linear("mlp.up_proj", y))


class Wanda:
    """Running mean of the squared norm of every input; then the smallest |w| times norm of every row go."""

    def __init__(self, weights):
        self.weights, self.squares, self.count = weights, torch.zeros(weights.shape[1]), 0

    def add(self, x):
        x = x.reshape(-1, x.shape[-1]).t()
        self.squares *= self.count / (self.count + 1)
        self.count += 1
        self.squares += torch.norm(x, p=2, dim=1) ** 2 / self.count

    def modify(self):
        scores = self.weights.abs() * self.squares.reshape(1, -1).sqrt()
        order = torch.sort(scores, dim=-1, stable=True)[1]
        mask = torch.zeros_like(scores, dtype=torch.bool)
        mask.scatter_(1, order[:, : int(order.shape[1] * SPARSITY)], True)
        self.weights[mask] = 0


class Corrected:
    """Gram matrix of the inputs; then columns from left to right, in blocks, with the errors carried to the right."""

    def __init__(self, weights):
        self.weights, self.gram, self.count = weights, torch.zeros(weights.shape[1], weights.shape[1]), 0

    def add(self, x):
        x = x.reshape(-1, x.shape[-1]).t()
        self.gram *= self.count / (self.count + 1)
        self.count += 1
        x = math.sqrt(2 / self.count) * x
        self.gram += x.matmul(x.t())

    def modify(self):
        w, gram, columns = self.weights.clone(), self.gram, self.weights.shape[1]
        silent = gram.diagonal() == 0
        gram[silent, silent] = 1
        w[:, silent] = 0
        gram.diagonal().add_(DAMPING * gram.diagonal().mean())
        factor = torch.linalg.cholesky(torch.cholesky_inverse(torch.linalg.cholesky(gram)), upper=True)
        for start in range(0, columns, BLOCK):
            end = min(start + BLOCK, columns)
            part, inverse = w[:, start:end].clone(), factor[start:end, start:end]
            moved, errors = torch.zeros_like(part), torch.zeros_like(part)
            self.begin(part, inverse)
            for i in range(end - start):
                column, diagonal = part[:, i], inverse[i, i]
                target = self.target(w, start, i, column)
                moved[:, i] = target
                error = (column - target) / diagonal
                part[:, i:] -= error.unsqueeze(1).matmul(inverse[i, i:].unsqueeze(0))
                errors[:, i] = error
            w[:, start:end] = moved
            w[:, end:] -= errors.matmul(factor[start:end, end:])
        self.weights.copy_(w)


class SparseGpt(Corrected):
    """The weights of a block that cost least go."""

    def begin(self, part, inverse):
        scores = part ** 2 / inverse.diagonal().reshape(1, -1) ** 2
        self.mask = scores <= torch.sort(scores.flatten())[0][int(scores.numel() * SPARSITY)]

    def target(self, w, start, i, column):
        kept = column.clone()
        kept[self.mask[:, i]] = 0
        return kept


class Gptq(Corrected):
    """Every column goes to the nearest levels of the grids of its group, which span from -max|w| to max|w| when the group is reached."""

    LAST = 2 ** BITS - 1

    def begin(self, part, inverse):
        pass

    def target(self, w, start, i, column):
        if (start + i) % GROUP == 0:
            reach = w[:, start + i : start + i + GROUP].abs().amax(1)
            reach[reach == 0] = 1
            self.scale = 2 * reach / self.LAST
        middle = (self.LAST + 1) // 2
        return self.scale * (torch.clamp(torch.round(column / self.scale) + middle, 0, self.LAST) - middle)


COMPARED = {
    "pruning": {"prune(wanda)": Wanda, "prune(sparsegpt)": SparseGpt},
    "quantization": {f"quantize(gptq, bits={BITS}, group={GROUP}, order=none, grids=block)": Gptq},
}


def run(directory, method):
    tensors = load(directory)
    ids = torch.randint(VOCABULARY, (WINDOWS, TOKENS))
    inputs = F.embedding(ids, tensors["model.embed_tokens.weight"])
    outputs = torch.zeros_like(inputs)
    for b in range(BLOCKS):
        block = Block(tensors, b)
        block.hooks = {name: method(weights) for name, weights in block.weights.items()}
        for j in range(WINDOWS):
            outputs[j] = block.forward(inputs[j : j + 1])
        hooks, block.hooks = block.hooks, {}
        for hook in hooks.values():
            hook.modify()
        for j in range(WINDOWS):
            outputs[j] = block.forward(inputs[j : j + 1])
        inputs, outputs = outputs, inputs


def main(what, directory, threads, turns, program):
    torch.set_num_threads(threads)
    a, start = torch.rand(1024, 1024), time.perf_counter()
    torch.mm(a, a), torch.mm(a, a)
    if 4e-9 * 1024 ** 3 / (time.perf_counter() - start) < 15:
        sys.exit("PyTorch runs on the reference BLAS. Install OpenBLAS (Debian: libopenblas0-pthread) or put it into LD_PRELOAD.")
    print(f"{what}, threads {threads}, best of {turns} turns, PyTorch {torch.__version__}", flush=True)
    for recipe, method in COMPARED[what].items():
        theirs, ours = [], []
        for _ in range(turns):
            ours.append(json.loads(subprocess.run([*program, "layerwise", "--json", "--threads", str(threads), "--path", directory, "--recipe", recipe],
                                                  stdout=subprocess.PIPE, check=True, text=True).stdout))
            start = time.perf_counter()
            with torch.no_grad():
                run(directory, method)
            theirs.append(time.perf_counter() - start)
        mine, peak = min(t["seconds"] for t in ours), max(t["peakBytes"] / t["modelBytes"] for t in ours)
        print(f"{recipe}: ours {mine:.1f} s  PyTorch {min(theirs):.1f} s  ratio {min(theirs) / mine:.2f}  our memory {peak:.2f} times the model", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 6 or sys.argv[1] not in COMPARED:
        sys.exit(f"usage: pytorch_layerwise.py {'|'.join(COMPARED)} DIRECTORY THREADS TURNS PROGRAM...")
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5:])
