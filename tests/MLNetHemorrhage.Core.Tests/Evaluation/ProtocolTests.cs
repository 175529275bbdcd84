using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class ProtocolTests
{
    [TestMethod]
    [DataRow("documents:100")]
    [DataRow("documents:25,context=256,bos=false")]
    [DataRow("windows:65536")]
    [DataRow("windows:65536,context=512,stride=128,bos=true")]
    [DataRow("chunks:512")]
    [DataRow("wikitext:2048,bos=true")]
    public void Text_form_comes_back(string text)
    {
        Assert.AreEqual(text, Protocol.Parse(text).ToString());
        Assert.AreEqual(Protocol.Parse(text), Protocol.Parse(text));
    }

    [TestMethod]
    public void Order_and_spaces_do_not_matter()
    {
        var expected = Protocol.Windows(1000, context: 64, stride: 32, begin: true);
        Assert.AreEqual(expected, Protocol.Parse("windows:1000, bos=true, stride=32, context=64"));
        Assert.AreEqual("windows:1000,context=64,stride=32,bos=true", expected.ToString());
        Assert.AreNotEqual(expected, Protocol.Parse("windows:1000,context=64,stride=32"));
    }

    [TestMethod]
    [DataRow("pages:3", "documents, windows, chunks or wikitext", "pages")]
    [DataRow("documents", "documents:100", "documents")]
    [DataRow("documents:", "whole number", "documents:")]
    [DataRow("documents:-1", "whole number", "documents:-1")]
    [DataRow("documents:1.5", "whole number", "documents:1.5")]
    [DataRow("documents:0", "at least 1", "0")]
    [DataRow("chunks:511", "even", "511")]
    [DataRow("chunks:512,context=256", "no context", "256")]
    [DataRow("wikitext:2048,stride=4", "no stride", "4")]
    [DataRow("documents:10,stride=4", "no stride", "4")]
    [DataRow("windows:10,context=1", "at least 2", "1")]
    [DataRow("windows:10,stride=0", "at least 1", "0")]
    [DataRow("windows:10,bos=yes", "bos=true or bos=false", "bos=yes")]
    [DataRow("windows:10,bos=true,bos=true", "bos once", "bos=true")]
    [DataRow("windows:10,overlap=3", "context, stride or bos", "overlap")]
    [DataRow("windows:10,", "context=512", "")]
    [DataRow("", "documents:100", "")]
    public void Errors_name_what_was_expected_and_found(string text, string expected, string found)
    {
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Protocol.Parse(text));
        StringAssert.Contains(error.Message, $"protocol");
        StringAssert.Contains(error.Message, expected);
        StringAssert.Contains(error.Message[(error.Message.IndexOf(expected, StringComparison.Ordinal) + expected.Length)..], found);
        Assert.IsFalse(error.Message.Contains('\n', StringComparison.Ordinal));
    }
}
