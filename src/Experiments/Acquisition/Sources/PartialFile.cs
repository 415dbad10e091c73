using System.Net.Http.Headers;

namespace Harness.Experiments.Acquisition.Sources;

/// <summary>The part of a download that is here, and the entity tag of the version it was taken from.</summary>
public sealed class PartialFile
{
    private readonly string _path;

    /// <param name="path">Where the part lies; the tag lies beside it.</param>
    /// <param name="total">Length of the whole file in bytes.</param>
    public PartialFile(string path, long total)
    {
        _path = path;
        Total = total;
        Length = File.Exists(path) ? new FileInfo(path).Length : 0;
        if (Length > total)
        {
            Discard();
        }
    }

    public long Total { get; }

    /// <summary>Bytes that are here.</summary>
    public long Length { get; set; }

    /// <summary>Names the version on the server, so that two versions are never joined. Null when the server gave none that is fit for it.</summary>
    public EntityTagHeaderValue? EntityTag
    {
        get => File.Exists(TagPath) && EntityTagHeaderValue.TryParse(File.ReadAllText(TagPath), out var tag) ? tag : null;
        set
        {
            // A weak tag promises equal meaning, not equal bytes, and may not be used to continue (RFC 9110, 13.1.5).
            if (value is null or { IsWeak: true })
            {
                File.Delete(TagPath);
            }
            else
            {
                File.WriteAllText(TagPath, value.ToString());
            }
        }
    }

    private string TagPath => _path + ".etag";

    public FileStream OpenAppend() => new(_path, FileMode.Append, FileAccess.Write, FileShare.None);

    public void Discard()
    {
        File.Delete(_path);
        File.Delete(TagPath);
        Length = 0;
    }
}
