"""Checks peer.py's own data path: crops and flips by index equal torchvision's, and an epoch shows every image once. Run by PeerTests; ends with 1 at a difference."""
import pathlib
import sys

import numpy
import torch
from PIL import Image
from torchvision.transforms import functional as F

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "src/Experiments/Peer"))
import peer  # noqa: E402 (found in the folder above)

pixels = numpy.random.default_rng(3).integers(0, 256, (18, 32, 32, 3), numpy.uint8)
labels = numpy.arange(18) % 10
resident = peer.ResidentImages(pixels, labels, torch.device("cpu"))
cases = [(row, column, flip) for row in (0, 4, 8) for column in (0, 4, 8) for flip in (False, True)]
row, column, flip = (torch.tensor(values) for values in zip(*cases))
images, targets = resident.batch(torch.arange(18), row, column, flip)
assert images.is_contiguous(memory_format=torch.channels_last)
assert targets.tolist() == labels.tolist()
for index, (r, c, mirrored) in enumerate(cases):
    picture = F.crop(F.pad(Image.fromarray(pixels[index]), 4), r, c, 32, 32)
    picture = F.hflip(picture) if mirrored else picture
    expected = F.normalize(F.to_tensor(picture), peer.MEAN, peer.DEVIATION)
    assert (images[index] - expected).abs().max() < 1e-6, cases[index]

batches = resident.epochs(6)
seen = sum((next(batches)[1].tolist() for _ in range(3)), [])
assert sorted(seen) == sorted(labels.tolist()), seen
print("equal")
