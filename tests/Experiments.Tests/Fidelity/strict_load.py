"""Loads a finished run's weights into PyTorch with strict=True and compares logits.

    python3 strict_load.py RUN_FOLDER TEST_BATCH [--seed-document FILE] [--images 500]

RUN_FOLDER holds weights.safetensors, evaluation.safetensors and manifest.json; TEST_BATCH is CIFAR-10's test_batch.bin. The class is the one of the seed
document, taken out of the document's text, or without it the peer's own description of the networks. The first test images, under the seed's transforms, go
through it in float32. Prints the largest absolute difference from the recorded logits; ends with 1 if it is above 1e-4, which a float32 run keeps.

Needs Debian's python3-torch.
"""
import argparse
import ast
import json
import pathlib
import re
import struct
import sys
import typing

import numpy
import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "src/Experiments/Peer"))
from networks import FOUR_STAGE, build  # noqa: E402 (found in the folder above)

# The seed document's constants.
MEAN = (0.4914, 0.4822, 0.4465)
DEVIATION = (0.2470, 0.2435, 0.2616)
TOLERANCE = 1e-4
TYPES = {"F32": "<f4", "I64": "<i8"}
RECORD = 1 + 3 * 32 * 32


def read_safetensors(path):
    """Eight bytes of header length, a JSON header, the tensors' bytes."""
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = (8 + length + offset for offset in entry["data_offsets"])
            tensors[name] = torch.from_numpy(numpy.frombuffer(content[begin:end], TYPES[entry["dtype"]]).copy()).reshape(entry["shape"])
    return tensors


def seed_network(document, model):
    """The document's own class; it knows the residual nets of four stages at full width."""
    if model["family"] != "four_stage" or model["shortcut"] != "projection" or model["width_multiplier"] != 1:
        sys.exit(f"The seed document has no class for {model}. Expected a four_stage network with projection shortcuts and width_multiplier 1.")
    names = {"torch": torch, "nn": nn, "F": F, "Type": typing.Type, "Union": typing.Union, "List": typing.List}
    wanted = {"BasicBlock", "Bottleneck", "ResNet"}
    for block in re.findall(r"```python\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL):
        if re.search(r"^class (BasicBlock|Bottleneck|ResNet)\b", block, re.MULTILINE):
            classes = [node for node in ast.parse(block).body if isinstance(node, ast.ClassDef) and node.name in wanted]
            exec(compile(ast.Module(classes, []), str(document), "exec"), names)
    missing = wanted - names.keys()
    if missing:
        sys.exit(f"{document} defines no {', '.join(sorted(missing))} in a Python block.")
    return names["ResNet"](names["Bottleneck" if model["depth"] >= 50 else "BasicBlock"], FOUR_STAGE[model["depth"]])


def test_images(path, count):
    """ToTensor and Normalize, in float32: [count, 3, 32, 32]."""
    records = numpy.fromfile(path, numpy.uint8, count * RECORD).reshape(count, RECORD)
    images = torch.from_numpy(records[:, 1:].reshape(count, 3, 32, 32)).float().div(255)
    mean, deviation = (torch.tensor(values).view(3, 1, 1) for values in (MEAN, DEVIATION))
    return (images - mean) / deviation, torch.from_numpy(records[:, 0].astype(numpy.int64))


def main():
    parser = argparse.ArgumentParser(description="Load a run's weights into PyTorch with strict=True and compare logits.")
    parser.add_argument("run", type=pathlib.Path)
    parser.add_argument("test_batch", type=pathlib.Path)
    parser.add_argument("--seed-document", type=pathlib.Path)
    parser.add_argument("--images", type=int, default=500)
    options = parser.parse_args()

    identity = json.loads((options.run / "manifest.json").read_text())["identity"]
    if identity["recipe"]["normalisation"] != "channel":
        sys.exit(f"{options.run} was normalised by {identity['recipe']['normalisation']}; the seed's transforms need channel.")
    model = identity["model"]
    network = seed_network(options.seed_document, model) if options.seed_document else build(**model)
    network.load_state_dict(read_safetensors(options.run / "weights.safetensors"), strict=True)
    network.eval()

    recorded = read_safetensors(options.run / "evaluation.safetensors")
    images, labels = test_images(options.test_batch, options.images)
    if not torch.equal(labels, recorded["labels"][: options.images]):
        sys.exit(f"The labels of {options.test_batch} are not those of {options.run}.")
    with torch.no_grad():
        logits = torch.cat([network(part) for part in images.split(100)])
    difference = float((logits - recorded["logits"][: options.images]).abs().max())
    whose = "the seed document's class" if options.seed_document else "the peer's class"
    print(f"{model['family']} {model['depth']} {identity['precision']}: loaded with strict=True into {whose}; {options.images} images, logits up to "
          f"{float(logits.abs().max()):.3f}, largest difference {difference:.3g}")
    # Written so that a difference that is no number fails too.
    return 0 if difference <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main())
