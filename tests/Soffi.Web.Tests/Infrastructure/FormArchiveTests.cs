using System.IO.Compression;
using System.Text;
using Soffi.Web.Infrastructure.Startup;

namespace Soffi.Web.Tests.Infrastructure;

/// <summary>Real archives, made byte by byte where an honest writer would not make them.</summary>
public sealed class FormArchiveTests
{
    [Theory]
    [InlineData("2026/OPCO/form.json")]
    [InlineData("mes formulaires/2026/OPCO/form.json")]
    public void Read_takes_the_forms_of_an_honest_archive(string entry)
    {
        var reading = FormArchive.Read("a.zip", Zip((entry, "{}")));

        Assert.Empty(reading.Faults);
        Assert.Equal(["2026/OPCO"], reading.Forms);
        Assert.Equal("{}", reading.Files["2026/OPCO/form.json"]);
    }

    [Theory]
    [InlineData("../2026/OPCO/form.json", "sort de l’archive")]
    [InlineData("/2026/OPCO/form.json", "sort de l’archive")]
    [InlineData("2026/OPCO/../../../etc/form.json", "sort de l’archive")]
    [InlineData("C:/2026/OPCO/form.json", "sort de l’archive")]
    [InlineData("2026\\OPCO\\form.json", "sort de l’archive")]
    [InlineData("2026/OPCO/autre.zip", "Seuls des fichiers .json")]
    [InlineData("2026/INCONNU/form.json", "n’est pas rangé")]
    [InlineData("form.json", "n’est pas rangé")]
    public void Read_refuses_a_wrong_entry_and_uses_nothing(string entry, string sentence)
    {
        var reading = FormArchive.Read("a.zip", Zip(("2026/FAF/form.json", "{}"), (entry, "{}")));

        Assert.Contains(reading.Faults, f => f.File == entry && f.Message.Contains(sentence, StringComparison.Ordinal));
        Assert.Empty(reading.Files);
        Assert.Empty(reading.Forms);
    }

    [Fact]
    public void Read_counts_what_it_reads_and_stops_a_bomb()
    {
        // Thirty megabytes of spaces make thirty kilobytes of zip.
        var bomb = Zip(("2026/OPCO/form.json", new string(' ', 30_000_000)));

        Assert.True(bomb.Length < 100_000);
        Assert.Contains(FormArchive.Read("b.zip", bomb).Faults, f => f.Message.Contains("trop grand", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_does_not_believe_the_announced_size()
    {
        var bytes = Zip(("2026/OPCO/form.json", new string(' ', 30_000_000))).ToArray();
        Forge(bytes, new byte[] { 0x50, 0x4b, 0x01, 0x02 }, 24, 100);
        Forge(bytes, new byte[] { 0x50, 0x4b, 0x03, 0x04 }, 22, 100);

        var reading = FormArchive.Read("b.zip", new MemoryStream(bytes));

        // The library gives back no more than what was announced, or says that the archive is broken: never thirty megabytes.
        Assert.True(reading.Faults.Count > 0 || reading.Files.Values.Sum(t => t.Length) <= 100);
    }

    [Fact]
    public void Read_refuses_too_many_files_a_link_a_repetition_another_encoding_and_what_is_no_zip()
    {
        Assert.Contains("500 au plus", Fault(Zip([.. Enumerable.Range(0, 501).Select(i => ($"2026/OPCO/f{i}.json", "{}"))])), StringComparison.Ordinal);
        Assert.Contains("est un lien", Fault(Zip(links: true, ("2026/OPCO/form.json", "/etc/passwd"))), StringComparison.Ordinal);
        Assert.Contains("deux fois", Fault(Zip(("2026/OPCO/form.json", "{}"), ("2026/OPCO/form.json", "{}"))), StringComparison.Ordinal);
        Assert.Contains("UTF-8", Fault(Zip(Encoding.Latin1, ("2026/OPCO/form.json", "{\"title\":\"État\"}"))), StringComparison.Ordinal);
        Assert.Contains("n’est pas un fichier zip", Fault(new MemoryStream(Encoding.UTF8.GetBytes("PK"))), StringComparison.Ordinal);
        Assert.Contains("aucun formulaire", Fault(Zip(("2026/OPCO/cadre-b1.json", "{}"))), StringComparison.Ordinal);
        Assert.Contains("trop grande", Fault(new MemoryStream(new byte[FormArchive.MaxArchive + 1])), StringComparison.Ordinal);
    }

    private static string Fault(MemoryStream zip)
    {
        var reading = FormArchive.Read("a.zip", zip);
        Assert.Empty(reading.Files);
        return Assert.Single(reading.Faults).Message;
    }

    private static MemoryStream Zip(params (string Name, string Text)[] entries) => Zip(new UTF8Encoding(false), entries);

    private static MemoryStream Zip(Encoding encoding, params (string Name, string Text)[] entries) => Write(encoding, false, entries);

    private static MemoryStream Zip(bool links, params (string Name, string Text)[] entries) => Write(new UTF8Encoding(false), links, entries);

    private static MemoryStream Write(Encoding encoding, bool links, (string Name, string Text)[] entries)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                var entry = archive.CreateEntry(name, CompressionLevel.SmallestSize);
                entry.ExternalAttributes = links ? unchecked((int)0xA1FF0000) : 0;
                using var content = entry.Open();
                content.Write(encoding.GetBytes(text));
            }
        }

        stream.Position = 0;
        return stream;
    }

    /// <summary>Writes a size over that of each header with that signature.</summary>
    private static void Forge(byte[] bytes, byte[] signature, int offset, int size)
    {
        for (var i = 0; i < bytes.Length - 30; i++)
        {
            if (bytes.AsSpan(i, 4).SequenceEqual(signature))
            {
                BitConverter.GetBytes(size).CopyTo(bytes, i + offset);
            }
        }
    }
}
