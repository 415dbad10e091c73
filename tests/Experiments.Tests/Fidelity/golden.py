"""Writes golden.json: what PyTorch computes for four networks in small, in float64.

An independent description of the networks (He et al. 2015, figure 5, section 4.2 and table 1) with weights and images given by a formula instead of a
generator, so that both sides start from the same numbers. For each network: the logits, the loss, and for every parameter the sum and the Euclidean norm of
its gradient and of its value after three Nesterov steps; the same for every normalisation statistic.

Run with Debian's python3-torch: python3 golden.py > golden.json
"""
import json

import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def __init__(self, inputs, planes, stride, bottleneck, shortcut):
        super().__init__()
        outputs = planes * 4 if bottleneck else planes
        shapes = [(inputs, planes, 1, 1), (planes, planes, 3, stride), (planes, outputs, 1, 1)] if bottleneck else [(inputs, planes, 3, stride), (planes, outputs, 3, 1)]
        for number, (i, o, kernel, s) in enumerate(shapes, 1):
            setattr(self, f"conv{number}", nn.Conv2d(i, o, kernel, stride=s, padding=kernel // 2, bias=False))
            setattr(self, f"bn{number}", nn.BatchNorm2d(o))
        self.layers = len(shapes)
        self.shortcut = shortcut
        self.stride = stride
        self.extra = outputs - inputs
        if shortcut == "projection" and (stride != 1 or inputs != outputs):
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride=stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = x
        for number in range(1, self.layers + 1):
            y = getattr(self, f"bn{number}")(getattr(self, f"conv{number}")(y))
            if number < self.layers:
                y = F.relu(y)
        if self.shortcut == "projection":
            y = y + (self.downsample(x) if hasattr(self, "downsample") else x)
        elif self.shortcut == "zero_padding":
            y = y + F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, 0, self.extra))
        return F.relu(y)


class Net(nn.Module):
    def __init__(self, stem, blocks, bottleneck, shortcut):
        super().__init__()
        self.conv1 = nn.Conv2d(3, stem, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(stem)
        channels = stem
        self.stages = len(blocks)
        for stage, count in enumerate(blocks):
            planes = stem << stage
            layers = []
            for index in range(count):
                layers.append(Block(channels, planes, 2 if stage > 0 and index == 0 else 1, bottleneck, shortcut))
                channels = planes * 4 if bottleneck else planes
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layers))
        self.fc = nn.Linear(channels, 10)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        for stage in range(1, self.stages + 1):
            x = getattr(self, f"layer{stage}")(x)
        return self.fc(F.adaptive_avg_pool2d(x, 1).flatten(1))


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
