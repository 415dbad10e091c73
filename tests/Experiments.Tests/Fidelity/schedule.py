"""Writes schedule.json: the learning rates that torch.optim.lr_scheduler.MultiStepLR gives, as the stretches of constant rate: first step, rate.

seed: the seed document's loop, one scheduler step an epoch, 391 optimiser steps an epoch. paper: He et al. section 4.2, one scheduler step an iteration.

Run with Debian's python3-torch: python3 schedule.py > schedule.json
"""
import json

import torch


def stretches(milestones, scheduler_steps, optimiser_steps_each):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones=milestones, gamma=0.1)
    result, step = [], 0
    for _ in range(scheduler_steps):
        for _ in range(optimiser_steps_each):
            rate = optimizer.param_groups[0]["lr"]
            if not result or result[-1][1] != rate:
                result.append([step, rate])
            optimizer.step()
            step += 1
        scheduler.step()
    return {"steps": step, "stretches": result}


print(json.dumps({
    "seed": stretches([60, 80], 100, 391),
    "paper": stretches([32000, 48000], 64000, 1),
}, indent=1))
