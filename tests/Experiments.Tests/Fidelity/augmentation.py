"""Writes augmentation.json: what torchvision makes of four small images of a formula at given crop offsets and flips.

channel: the seed document's order on PIL images: zero padding of four pixels, crop, flip, ToTensor, Normalize. pixel_mean: He et al. section 4.2: ToTensor,
minus the mean of the images, then padding, crop and flip. The values are float32, little-endian, compressed with zlib, as base64.

Run with Debian's python3-torchvision: python3 augmentation.py > augmentation.json
"""
import base64
import itertools
import json
import zlib

import numpy
import torch
from PIL import Image
from torchvision.transforms import functional as F

MEAN = (0.4914, 0.4822, 0.4465)
DEVIATION = (0.2470, 0.2435, 0.2616)
IMAGES = 4

index, channel, row, column = numpy.ogrid[:IMAGES, :3, :32, :32]
pixels = ((37 * index + 101 * channel + 13 * row + 7 * column + row * column) % 256).astype(numpy.uint8)
pictures = [Image.fromarray(image.transpose(1, 2, 0)) for image in pixels]
mean_image = torch.stack([F.to_tensor(picture) for picture in pictures]).double().mean(0)

corners = [(r, c, flip) for r, c, flip in itertools.product((0, 4, 8), (0, 4, 8), (False, True))]
cases = [(number % IMAGES, r, c, flip) for number, (r, c, flip) in enumerate(corners + [(1, 7, False), (5, 2, True)])]


def move(image, r, c, flip):
    image = F.crop(F.pad(image, 4), r, c, 32, 32)
    return F.hflip(image) if flip else image


def packed(images):
    return base64.b64encode(zlib.compress(torch.stack(images).numpy().astype("<f4").tobytes(), 9)).decode()


print(json.dumps({
    "cases": [{"image": i, "row": r, "column": c, "flip": flip} for i, r, c, flip in cases],
    "channel": packed([F.normalize(F.to_tensor(move(pictures[i], r, c, flip)), MEAN, DEVIATION) for i, r, c, flip in cases]),
    "pixel_mean": packed([move((F.to_tensor(pictures[i]).double() - mean_image).float(), r, c, flip) for i, r, c, flip in cases]),
}, indent=1))
