"""The same training step in PyTorch, as the other side of a speed comparison. Prints one JSON object.

--style seed   as the seed document's program takes it: PIL transforms in four loader processes, float32, SGD, the loss and the hits read in every step.
--style best   as PyTorch takes it fastest without compiling: images resident on the device, crops and flips by index there, channels-last, bfloat16 autocast,
               cudnn.benchmark, nothing read back between steps.

Both train the network of networks.py on CIFAR-10's binary files (--data) or on noise; speed does not depend on what the images show.
"""
import argparse
import json
import pathlib
import sys
import time

try:
    import numpy
    import torch
    import torchvision
    from PIL import Image
    from torch.nn import functional as F
    from torchvision import transforms
except ImportError as fault:
    sys.exit(f"{sys.executable} lacks {fault.name}. It needs torch and torchvision (apt-get install python3-torch python3-torchvision).")

from networks import build, initialise

# The seed document's constants.
MEAN = (0.4914, 0.4822, 0.4465)
DEVIATION = (0.2470, 0.2435, 0.2616)
PADDING = 4
NOISE_IMAGES = 12_800
RECORD = 1 + 3 * 32 * 32


def read_images(folder):
    """[N, 32, 32, 3] uint8, labels [N] int64, and what they are."""
    if folder is None:
        generator = numpy.random.default_rng(1)
        return generator.integers(0, 256, (NOISE_IMAGES, 32, 32, 3), numpy.uint8), numpy.arange(NOISE_IMAGES) % 10, "noise"
    records = numpy.concatenate([numpy.fromfile(folder / f"data_batch_{number}.bin", numpy.uint8) for number in range(1, 6)]).reshape(-1, RECORD)
    pixels = records[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    return numpy.ascontiguousarray(pixels), records[:, 0].astype(numpy.int64), "cifar-10"


class Pictures(torch.utils.data.Dataset):
    """Hands out one transformed PIL image at a time, as torchvision's CIFAR10 does."""

    def __init__(self, pixels, labels):
        self.pixels = pixels
        self.labels = labels
        self.transform = transforms.Compose([
            transforms.RandomCrop(32, padding=PADDING),
            transforms.RandomHorizontalFlip(),
            transforms.ToTensor(),
            transforms.Normalize(MEAN, DEVIATION),
        ])

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        return self.transform(Image.fromarray(self.pixels[index])), int(self.labels[index])


class ResidentImages:
    """The padded images as one uint8 tensor on the device; a batch is a selection of its rows."""

    def __init__(self, pixels, labels, device):
        padded = numpy.pad(pixels, ((0, 0), (PADDING, PADDING), (PADDING, PADDING), (0, 0)))
        self.size = padded.shape[1]
        self.rows = torch.from_numpy(padded).view(-1, 3).to(device)
        self.labels = torch.as_tensor(labels).to(device)
        self.mean = torch.tensor(MEAN, device=device) * 255
        self.scale = 1 / (torch.tensor(DEVIATION, device=device) * 255)
        self.steps = torch.arange(32, device=device)

    def batch(self, positions, row, column, flip):
        """Images [count, 3, 32, 32] float32, channels-last, and labels; row and column in 0..8, flip bool, all [count]."""
        columns = torch.where(flip.view(-1, 1), self.steps.flip(0), self.steps) + column.view(-1, 1)
        lines = (positions * self.size + row).view(-1, 1) + self.steps
        index = lines.view(-1, 32, 1) * self.size + columns.view(-1, 1, 32)
        images = self.rows.index_select(0, index.flatten()).float().sub_(self.mean).mul_(self.scale)
        return images.view(-1, 32, 32, 3).permute(0, 3, 1, 2), self.labels.index_select(0, positions)

    def epochs(self, batch_size):
        """Whole batches for ever, so that cudnn.benchmark meets one shape; in a new order and with new crops and flips in every epoch."""
        count, device = len(self.labels) // batch_size * batch_size, self.labels.device
        while True:
            order = torch.randperm(len(self.labels), device=device)[:count]
            offsets = torch.randint(0, 2 * PADDING + 1, (2, count), device=device)
            flips = torch.rand(count, device=device) < 0.5
            for part in range(0, count, batch_size):
                here = slice(part, part + batch_size)
                yield self.batch(order[here], offsets[0, here], offsets[1, here], flips[here])


def seed_batches(pixels, labels, batch_size, device):
    loader = torch.utils.data.DataLoader(
        Pictures(pixels, labels), batch_size=batch_size, shuffle=True, num_workers=4, pin_memory=device.type == "cuda", persistent_workers=True)
    while True:
        for images, targets in loader:
            yield images.to(device), targets.to(device)


def take_seed_step(network, optimizer, images, targets):
    optimizer.zero_grad()
    logits = network(images)
    loss = F.cross_entropy(logits, targets)
    loss.backward()
    optimizer.step()
    return loss.item(), (logits.argmax(1) == targets).sum().item()


def take_best_step(network, optimizer, images, targets):
    optimizer.zero_grad(set_to_none=True)
    with torch.autocast(images.device.type, torch.bfloat16):
        logits = network(images)
    loss = F.cross_entropy(logits.float(), targets)
    loss.backward()
    optimizer.step()


def measure(options):
    device = torch.device(options.device)
    if device.type == "cuda" and not torch.cuda.is_available():
        sys.exit(f"{sys.executable}: this PyTorch {torch.__version__} finds no CUDA device.")
    if options.threads:
        torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    pixels, labels, kind = read_images(options.data)
    network = initialise(build(options.family, options.depth, options.shortcut)).to(device).train()
    if options.style == "best":
        torch.backends.cudnn.benchmark = True
        network = network.to(memory_format=torch.channels_last)
        batches, take_step = ResidentImages(pixels, labels, device).epochs(options.batch), take_best_step
    else:
        batches, take_step = seed_batches(pixels, labels, options.batch, device), take_seed_step
    optimizer = torch.optim.SGD(network.parameters(), lr=0.001, momentum=0.9, weight_decay=1e-4, nesterov=True)

    def wait():
        if device.type == "cuda":
            torch.cuda.synchronize()

    def step():
        images, targets = next(batches)
        take_step(network, optimizer, images, targets)
        return len(targets)

    for _ in range(options.warm_up):
        step()
    wait()
    began, seen = time.perf_counter(), 0
    while time.perf_counter() - began < options.seconds:
        seen += step()
        if options.style == "best" and device.type == "cuda" and seen % (64 * options.batch) == 0:
            # Without this the clock would only see how fast steps are queued.
            wait()
    wait()
    seconds = time.perf_counter() - began
    return {
        "images_per_second": seen / seconds,
        "torch_version": str(torch.__version__),
        "torchvision_version": str(torchvision.__version__),
        "threads": torch.get_num_threads(),
        "images": kind,
        "precision": "bfloat16" if options.style == "best" else "tensor_float32" if device.type == "cuda" and torch.backends.cudnn.allow_tf32 else "float32",
    }


def main():
    parser = argparse.ArgumentParser(description="Time PyTorch's training step.")
    parser.add_argument("--family", choices=("three_stage", "four_stage"), required=True)
    parser.add_argument("--depth", type=int, required=True)
    parser.add_argument("--shortcut", choices=("none", "zero_padding", "projection"), required=True)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--warm-up", type=int, default=2, help="steps before the clock starts")
    parser.add_argument("--threads", type=int, help="threads inside one operation; PyTorch's own default without it")
    parser.add_argument("--style", choices=("seed", "best"), default="seed")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--data", type=pathlib.Path, help="folder with CIFAR-10's binary files; noise without it")
    print(json.dumps(measure(parser.parse_args())), flush=True)


if __name__ == "__main__":
    main()
