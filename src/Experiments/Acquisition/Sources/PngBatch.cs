using SkiaSharp;

namespace Harness.Experiments.Acquisition.Sources;

/// <summary>A PNG file that holds many images of CIFAR-10: each row of 1,024 pixels is one 32 by 32 image, row by row.</summary>
public sealed class PngBatch
{
    private const int Pixels = 32 * 32;
    private const int BytesPerPixel = 4;

    private readonly byte[] _pixels;

    private PngBatch(byte[] pixels) => _pixels = pixels;

    /// <summary>Decodes <paramref name="path"/>, which must be 1,024 pixels wide and <paramref name="images"/> high.</summary>
    /// <exception cref="SourceException">The file is not such a PNG.</exception>
    public static PngBatch Decode(string path, int images)
    {
        var name = Path.GetFileName(path);
        using var codec = SKCodec.Create(path) ?? throw new SourceException($"{name} is not an image");
        var found = codec.Info;
        if (codec.EncodedFormat != SKEncodedImageFormat.Png || found.Width != Pixels || found.Height != images)
        {
            throw new SourceException($"{name} is a {codec.EncodedFormat} image of {found.Width} by {found.Height}, expected a Png of {Pixels} by {images}");
        }

        // No colour space and no premultiplied alpha: anything else would round the bytes.
        var format = new SKImageInfo(Pixels, images, SKColorType.Rgba8888, SKAlphaType.Unpremul, colorspace: null);
        var _pixels = new byte[format.BytesSize64];
        SKCodecResult result;
        unsafe
        {
            fixed (byte* start = _pixels)
            {
                result = codec.GetPixels(format, (nint)start);
            }
        }

        return result == SKCodecResult.Success ? new PngBatch(_pixels) : throw new SourceException($"{name} is damaged: decoding ended with {result}");
    }

    /// <summary>Copies one image as three planes of 1,024 bytes: red, green, blue.</summary>
    public void CopyPlanar(int image, Span<byte> planes)
    {
        var row = _pixels.AsSpan(image * Pixels * BytesPerPixel, Pixels * BytesPerPixel);
        for (var pixel = 0; pixel < Pixels; pixel++)
        {
            planes[pixel] = row[BytesPerPixel * pixel];
            planes[Pixels + pixel] = row[(BytesPerPixel * pixel) + 1];
            planes[(2 * Pixels) + pixel] = row[(BytesPerPixel * pixel) + 2];
        }
    }
}
