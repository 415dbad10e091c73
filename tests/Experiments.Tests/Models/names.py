"""Writes the *.names.txt files: state_dict names and shapes of the seed document's own PyTorch class.

Run with Debian's python3-torch, from a folder with seednet.py, which holds the document's BasicBlock, Bottleneck and ResNet classes.
"""
import seednet

for name, make in (("resnet-18", seednet.resnet18), ("resnet-34", seednet.resnet34), ("resnet-50", seednet.resnet50)):
    with open(f"{name}.names.txt", "w", encoding="utf-8") as file:
        file.writelines(f"{key} {list(value.shape)}\n" for key, value in make().state_dict().items())
