using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class TextSourceTests
{
    [TestMethod]
    public void Text_comes_without_its_byte_order_mark()
    {
        Assert.AreEqual("é 😀", Read([0xEF, 0xBB, 0xBF, 0xC3, 0xA9, 0x20, 0xF0, 0x9F, 0x98, 0x80]));
    }

    [TestMethod]
    public void Invalid_bytes_are_named_with_their_position()
    {
        StringAssert.Contains(Error([0x61, 0x62, 0xFF, 0x63]), "0xFF at position 2");
        StringAssert.Contains(Error([0xEF, 0xBB, 0xBF, 0x61, 0xC3]), "0xC3 at position 4");
        StringAssert.Contains(Error([0x61, 0xED, 0xA0, 0x80]), "0xED at position 1");
    }

    [TestMethod]
    public void Missing_and_empty_files_are_refused()
    {
        StringAssert.Contains(Error([]), "empty file");
        StringAssert.Contains(Error([0xEF, 0xBB, 0xBF]), "empty file");
        StringAssert.Contains(Assert.ThrowsExactly<HemorrhageException>(() => TextSource.Read("no/such/file.txt")).Message, "no/such/file.txt");
        StringAssert.Contains(Assert.ThrowsExactly<HemorrhageException>(() => TextSource.Read(Path.GetTempPath())).Message, "found a folder");
    }

    [TestMethod]
    public void Documents_are_trimmed_and_empty_ones_dropped()
    {
        var expected = new[] { "a", "b <c>", "d" };
        CollectionAssert.AreEqual(expected, TextSource.Documents(" a <|endoftext|>\n<|endoftext|>b <c><|endoftext|>\n d").ToArray());
        CollectionAssert.AreEqual(expected, TextSource.Documents("a--b <c>--d--", "--").ToArray());
        Assert.ThrowsExactly<HemorrhageException>(() => TextSource.Documents("a", ""));
    }

    private static string Error(byte[] bytes) => Assert.ThrowsExactly<HemorrhageException>(() => Read(bytes)).Message;

    private static string Read(byte[] bytes)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            return TextSource.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
