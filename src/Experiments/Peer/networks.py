"""The networks in PyTorch: an independent description (He et al. 2015, figure 5, section 4.2 and table 1), with the seed document's state_dict names.

golden.py of the tests holds this project's networks against it, and peer.py times it.
"""
from torch import nn
from torch.nn import functional as F

FOUR_STAGE = {18: [2, 2, 2, 2], 34: [3, 4, 6, 3], 50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3]}


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


def build(family, depth, shortcut, width_multiplier=1.0):
    """A network from the words of a plan: three_stage or four_stage; none, zero_padding or projection; a width that is a power of two."""
    if family == "three_stage":
        base, blocks, bottleneck = 16, [(depth - 2) // 6] * 3, False
    else:
        base, blocks, bottleneck = 64, FOUR_STAGE[depth], depth >= 50
    return Net(max(1, round(base * width_multiplier)), blocks, bottleneck, shortcut)


def initialise(net):
    """The seed document's initial weights."""
    for module in net.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
        elif isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, 0, 0.01)
            nn.init.constant_(module.bias, 0)
    return net
