"""Writes initialisation.json: how PyTorch draws the initial weights of four networks.

For every convolution and the classifier: the standard deviation that nn.init uses for a tensor of its shape, found by dividing its draws by the standard
normal draws of the same seed. Beside them the 999 quantiles of the standard normal law, and how far PyTorch's own weights, standardised, lie from it: the
largest distance between the share of weights below a quantile and the quantile's level, times the root of their number (Kolmogorov and Smirnov's statistic).

Run with Debian's python3-torch: python3 initialisation.py > initialisation.json
"""
import json
import pathlib
import sys

import torch
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "src/Experiments/Peer"))
from networks import build, initialise  # noqa: E402 (found in the folder above)

LEVELS = torch.arange(1, 1000, dtype=torch.float64) / 1000
QUANTILES = torch.distributions.Normal(torch.tensor(0.0, dtype=torch.float64), torch.tensor(1.0, dtype=torch.float64)).icdf(LEVELS)


def deviation(module):
    """What nn.init multiplies standard normal draws with, for this module's weight."""
    weight = torch.empty_like(module.weight, dtype=torch.float64)
    torch.manual_seed(1)
    if isinstance(module, nn.Conv2d):
        nn.init.kaiming_normal_(weight, mode="fan_out", nonlinearity="relu")
    else:
        nn.init.normal_(weight, 0, 0.01)
    torch.manual_seed(1)
    return float(weight.norm() / torch.empty_like(weight).normal_().norm())


def measure(net):
    weighted = [(name, module) for name, module in net.named_modules() if isinstance(module, (nn.Conv2d, nn.Linear))]
    deviations = {f"{name}.weight": deviation(module) for name, module in weighted}
    torch.manual_seed(2)
    initialise(net)
    values = torch.cat([module.weight.detach().double().flatten() / deviations[f"{name}.weight"] for name, module in weighted])
    below = torch.searchsorted(values.sort().values, QUANTILES).double() / len(values)
    return {"deviations": deviations, "pytorchs_distance": float((below - LEVELS).abs().max() * len(values) ** 0.5)}


print(json.dumps({
    "quantiles": QUANTILES.tolist(),
    "resnet-18": measure(build("four_stage", 18, "projection", 8 / 64)),
    "resnet-50": measure(build("four_stage", 50, "projection", 4 / 64)),
    "resnet-56": measure(build("three_stage", 56, "zero_padding", 4 / 16)),
    "plain-56": measure(build("three_stage", 56, "none", 4 / 16)),
}, indent=1))
