using Harness.Reporting.Rendering.Document;

namespace Harness.Reporting.Rendering.Chapters;

/// <summary>The works that the report cites.</summary>
internal static class SourcesChapter
{
    public static Chapter Write() => new("sec-sources", "Sources",
    [
        new BulletList(
        [
            Prose.Of($"K. He, X. Zhang, S. Ren, J. Sun: {Span.Emphasis("Deep Residual Learning for Image Recognition")}. arXiv:1512.03385, 2015."),
            Prose.Of($"A. Krizhevsky: {Span.Emphasis("Learning Multiple Layers of Features from Tiny Images")}, 2009 (the CIFAR-10 images)."),
            Prose.Of($"Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: {Span.Emphasis("Gradient-Based Learning Applied to Document Recognition")}. Proceedings of the IEEE, 1998."),
            Prose.Of($"K. Simonyan, A. Zisserman: {Span.Emphasis("Very Deep Convolutional Networks for Large-Scale Image Recognition")}. arXiv:1409.1556, 2014."),
            Prose.Of($"OpenMMLab: mmpretrain, {Span.Code("configs/resnet/README.md")} (18, 34 and 50 layers on CIFAR-10, 200 epochs)."),
            Prose.Of($"PyTorch: torchvision, documentation of the pretrained models (parameter counts)."),
            Prose.Of($"B. L. Welch: {Span.Emphasis("The generalization of ‘Student’s’ problem when several different population variances are involved")}. Biometrika, 1947."),
            Prose.Of($"F. E. Satterthwaite: {Span.Emphasis("An approximate distribution of estimates of variance components")}. Biometrics Bulletin, 1946."),
            Prose.Of($"S. Holm: {Span.Emphasis("A simple sequentially rejective multiple test procedure")}. Scandinavian Journal of Statistics, 1979."),
            Prose.Of($"D. J. Schuirmann: {Span.Emphasis("A comparison of the two one-sided tests procedure and the power approach for assessing the equivalence of average bioavailability")}. Journal of Pharmacokinetics and Biopharmaceutics, 1987."),
        ]),
    ]);
}
