namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class VBufferTests
{
    private static readonly VBuffer<float> Sparse = new(5, 2, [7, 8], [1, 4]);

    [TestMethod]
    public void A_sparse_vector_is_zero_elsewhere()
    {
        Assert.IsFalse(Sparse.IsDense);
        CollectionAssert.AreEqual(new[] { 0f, 7, 0, 0, 8 }, Sparse.DenseValues().ToArray());
        CollectionAssert.AreEqual(new[] { 1, 4 }, Sparse.Items().Select(i => i.Key).ToArray());
        Assert.HasCount(5, Sparse.Items(all: true).ToArray());
        Assert.AreEqual(8f, Sparse.GetItemOrDefault(4));
        Assert.AreEqual(0f, Sparse.GetItemOrDefault(3));
        var dense = new float[6];
        dense.AsSpan().Fill(-1);
        Sparse.CopyTo(dense);
        CollectionAssert.AreEqual(new[] { 0f, 7, 0, 0, 8, -1 }, dense);
    }

    [TestMethod]
    public void Copies_stand_alone()
    {
        float[] values = [1, 2];
        var source = new VBuffer<float>(2, values);
        VBuffer<float> copy = default;
        source.CopyTo(ref copy);
        values[0] = 9;
        CollectionAssert.AreEqual(new[] { 1f, 2 }, copy.DenseValues().ToArray());
        VBuffer<float> dense = default;
        Sparse.CopyToDense(ref dense);
        Assert.IsTrue(dense.IsDense);
        Assert.AreEqual(5, dense.Length);
    }

    [TestMethod]
    public void An_editor_reuses_arrays_that_are_long_enough()
    {
        float[] values = [1, 2, 3];
        var vector = new VBuffer<float>(3, values);
        var editor = VBufferEditor.Create(ref vector, 2);
        editor.Values[0] = 5;
        vector = editor.Commit();
        Assert.AreEqual(5f, values[0]);
        CollectionAssert.AreEqual(new[] { 5f, 2 }, vector.DenseValues().ToArray());
        editor = VBufferEditor.Create(ref vector, 4, valuesCount: 1);
        editor.Values[0] = 6;
        editor.Indices[0] = 2;
        CollectionAssert.AreEqual(new[] { 0f, 0, 6, 0 }, editor.Commit().DenseValues().ToArray());
        CollectionAssert.AreEqual(new[] { 0f, 0, 0, 0 }, editor.CommitTruncated(0).DenseValues().ToArray());
    }

    [TestMethod]
    public void Lengths_are_checked()
    {
        Assert.Throws<ArgumentException>(() => new VBuffer<float>(3, [1]));
        Assert.Throws<ArgumentException>(() => new VBuffer<float>(3, 2, [1, 2], [0]));
    }
}
