namespace Microsoft.ML.StandIn.Tests.Surface;

/// <summary>Code that compiles against the stand-in must compile against the package: it may hold less, never more.</summary>
[TestClass]
public sealed class SurfaceTests
{
    private static readonly SurfaceList Real = SurfaceList.Read();

    public static IEnumerable<object[]> PublicTypes =>
        typeof(MLContext).Assembly.GetExportedTypes().Select(type => new object[] { type });

    [TestMethod]
    [DynamicData(nameof(PublicTypes))]
    public void Nothing_public_is_missing_from_the_real_package(Type type)
    {
        var declaration = Signature.Declaration(type);
        if (!Real.Types.TryGetValue(declaration, out var real))
        {
            Assert.IsTrue(Real.Mentions(type), $"The real package has no {declaration}.");
            Assert.IsEmpty(Signature.Members(type), $"{declaration} is known by name only.");
            return;
        }
        var unknown = Signature.Members(type).Except(real.Members).ToArray();
        Assert.IsEmpty(unknown, $"Not in {declaration} of the real package: {string.Join(" | ", unknown)}");
        var bases = Signature.Bases(type).Except(real.Bases).ToArray();
        Assert.IsEmpty(bases, $"The real {declaration} has no base {string.Join(", ", bases)}");
    }

    [TestMethod]
    public void The_list_is_read_whole()
    {
        Assert.HasCount(111, Real.Types);
        Assert.Contains("IDataView TakeRows(IDataView input, long count);", Real.Types["Microsoft.ML class DataOperationsCatalog"].Members);
    }

    [TestMethod]
    public void An_invented_member_is_found()
    {
        var unknown = Signature.Members(typeof(Invented)).Except(Real.Types["Microsoft.ML class DataOperationsCatalog"].Members);
        CollectionAssert.AreEquivalent(new[] { "IDataView TakeRow(IDataView input, long count);", "Invented();" }, unknown.ToArray());
    }

    private sealed class Invented
    {
        private readonly string _name = nameof(Invented);

        public IDataView TakeRows(IDataView input, long count) => TakeRow(input, count + _name.Length);

        public IDataView TakeRow(IDataView input, long count) => TakeRows(input, count - _name.Length);
    }
}
