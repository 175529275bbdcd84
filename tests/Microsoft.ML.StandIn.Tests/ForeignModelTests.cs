namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class ForeignModelTests
{
    /// <summary>The stand-in is given a model of the package, the package one of the stand-in.</summary>
    [TestMethod]
    public void A_model_of_the_other_is_refused_and_the_error_says_why()
    {
        using var stream = typeof(ForeignModelTests).Assembly.GetManifestResourceStream("foreign.zip")!;
        var error = Assert.Throws<Exception>(() => new MLContext().Model.Load(stream, out _));
        StringAssert.Contains(error.GetBaseException().Message.Replace('.', ' '), "saved by the offline stand-in of Microsoft ML", StringComparison.Ordinal);
    }
}
