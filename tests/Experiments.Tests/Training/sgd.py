"""Prints what FusedSgdTests expects. Run with Debian's python3-torch."""
import torch

for nesterov in (True, False):
    p = torch.nn.Parameter(torch.tensor([1.0, -2.0, 0.5]))
    optimizer = torch.optim.SGD([p], lr=0.1, momentum=0.9, weight_decay=0.01, nesterov=nesterov)
    for _ in range(3):
        optimizer.zero_grad()
        (1.5 * p**2).sum().backward()
        optimizer.step()
    print(nesterov, p.tolist())
