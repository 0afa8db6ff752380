# SPDX-License-Identifier: GPL-3.0-or-later
"""A real llama.cpp server with a tiny model of random weights; run as a program.

    python llama_server.py FOLDER [CONTEXT]

makes the model in FOLDER with a context of that many tokens (4096), starts the server on a free loopback port, prints its address
on the first line of standard output and ends when standard input closes. Needs the
wheels ``xllamacpp``, ``gguf`` and ``numpy``. The model babbles, but a schema holds it to
an exact answer, which makes the whole wire deterministic.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

WIDTH, HEADS, BLOCKS, INNER, CONTEXT = 64, 4, 2, 160, 4096
CONTROL = ("<|im_start|>", "<|im_end|>", "<|endoftext|>")
MERGES = ("t h", "i n", "e r", "a n", "o n", "r e", "e s")
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def byte_letters() -> list[str]:
    """The letter that stands for each byte in a byte-level vocabulary (GPT-2's table)."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    spare = iter(range(256, 512))
    return [chr(byte) if byte in plain else chr(next(spare)) for byte in range(256)]


def write_model(path: Path, context: int = CONTEXT) -> None:
    """Write a llama model of random weights, about half a megabyte."""
    import gguf  # pyright: ignore[reportMissingImports]
    import numpy as np

    tokens = [*byte_letters(), *(merge.replace(" ", "") for merge in MERGES), *CONTROL]
    kinds = [gguf.TokenType.NORMAL] * (256 + len(MERGES)) + [gguf.TokenType.CONTROL] * len(CONTROL)
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name("tiny")
    writer.add_context_length(context)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(BLOCKS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges(list(MERGES))
    writer.add_bos_token_id(len(tokens) - 1)
    writer.add_eos_token_id(len(tokens) - 2)
    writer.add_add_bos_token(False)
    writer.add_chat_template(TEMPLATE)
    random = np.random.default_rng(7)

    def add(name: str, *shape: int) -> None:
        values = random.normal(0, 0.08, shape) if len(shape) > 1 else np.ones(shape)
        writer.add_tensor(name, values.astype(np.float32))

    add("token_embd.weight", len(tokens), WIDTH)
    add("output_norm.weight", WIDTH)
    add("output.weight", len(tokens), WIDTH)
    for n in range(BLOCKS):
        for part in ("attn_norm", "ffn_norm"):
            add(f"blk.{n}.{part}.weight", WIDTH)
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            add(f"blk.{n}.{part}.weight", WIDTH, WIDTH)
        for part in ("ffn_gate", "ffn_up"):
            add(f"blk.{n}.{part}.weight", INNER, WIDTH)
        add(f"blk.{n}.ffn_down.weight", WIDTH, INNER)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def serve(model: Path, context: int = CONTEXT) -> Any:
    """Start the server; its address is ``server.listening_address``."""
    import xllamacpp  # pyright: ignore[reportMissingImports]

    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = context
    params.n_parallel = 1
    # The same text each time: of a text that begins with half a letter the server forgets to
    # announce its message, and random weights begin so now and then.
    params.sampling.seed = 11
    params.warmup = False
    params.fit_params = False
    params.n_gpu_layers = 0
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    return xllamacpp.Server(params)


def main() -> None:
    model = Path(sys.argv[1]) / "tiny.gguf"
    context = int(sys.argv[2]) if len(sys.argv) > 2 else CONTEXT
    write_model(model, context)
    server = serve(model, context)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
