"""Writes golden.json: what PyTorch computes for four networks in small, in float64.

networks.py of the peer is an independent description of the networks; weights and images are given by a formula instead of a
generator, so that both sides start from the same numbers. For each network: the logits, the loss, and for every parameter the sum and the Euclidean norm of
its gradient and of its value after three Nesterov steps; the same for every normalisation statistic.

Run with Debian's python3-torch: python3 golden.py > golden.json
"""
import json
import pathlib
import sys

import torch
from torch.nn import functional as F

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "src/Experiments/Peer"))
from networks import Net  # noqa: E402 (found in the folder above)


def formula(shape, phase, scale):
    count = 1
    for size in shape:
        count *= size
    return (torch.sin(torch.arange(count, dtype=torch.float64) * 0.7 + phase) * scale).reshape(shape)


def summary(tensors):
    return {name: [float(value.sum()), float(value.norm())] for name, value in tensors}


def measure(net):
    net = net.double().train()
    with torch.no_grad():
        for index, (name, parameter) in enumerate(net.named_parameters()):
            if parameter.dim() == 4:
                fan_out = parameter.shape[0] * parameter.shape[2] * parameter.shape[3]
                parameter.copy_(formula(parameter.shape, index, 2 / fan_out**0.5))
            elif name == "fc.weight":
                parameter.copy_(formula(parameter.shape, index, 0.1))
            elif name == "fc.bias":
                parameter.zero_()
    images = formula((4, 3, 32, 32), 0.3, 1.5)
    labels = torch.tensor([3, 1, 4, 1])
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4, nesterov=True)
    result = {}
    for step in range(3):
        optimizer.zero_grad()
        logits = net(images)
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        if step == 0:
            result = {"logits": logits.flatten().tolist(), "loss": float(loss), "gradients": summary((n, p.grad) for n, p in net.named_parameters())}
        optimizer.step()
    result["after_three_steps"] = summary((n, v.detach()) for n, v in net.state_dict().items() if not n.endswith("num_batches_tracked"))
    return result


torch.set_num_threads(1)
print(json.dumps({
    "resnet-18": measure(Net(8, [2, 2, 2, 2], False, "projection")),
    "resnet-50": measure(Net(4, [3, 4, 6, 3], True, "projection")),
    "resnet-56": measure(Net(4, [9, 9, 9], False, "zero_padding")),
    "plain-56": measure(Net(4, [9, 9, 9], False, "none")),
}, indent=1))
