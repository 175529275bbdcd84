using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Tests.Models;

[TestClass]
public sealed class SharedPrefixBatchTests
{
    [TestMethod]
    public void What_a_group_begins_with_is_there_once()
    {
        var batch = new SharedPrefixBatch([[[1, 2, 3], [1, 2, 4, 5], [1, 2]], [[1, 2]]]);
        CollectionAssert.AreEqual((int[])[1, 2, 3, 4, 5, 1, 2], batch.Ids);
        CollectionAssert.AreEqual((int[])[0, 1, 2, 2, 3, 0, 1], batch.Positions);
        CollectionAssert.AreEqual((int[])[0, 1, 2, 0, 1, 3, 4, 0, 1, 5, 6], batch.RowOf);
        CollectionAssert.AreEqual(batch.Sequences.Ids, batch.RowOf.Select(row => batch.Ids[row]).ToArray());
        Assert.AreEqual(5, SharedPrefixBatch.Count([[1, 2, 3], [1, 2, 4, 5], [1, 2]]));
    }
}
