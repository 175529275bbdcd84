using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Numerics;

[TestClass]
public sealed class PackedMatrixTests
{
    [TestMethod]
    public void Panels_hold_32_rows_side_by_side_and_end_in_zeros()
    {
        foreach (var (rows, columns) in new[] { (1, 1), (31, 16), (32, 17), (33, 48), (100, 530), (70, 7) })
        {
            var b = Matrices.Random(rows, columns, 1);
            var fromRows = PackedMatrix.Pack(rows, columns, (row, destination) => b.Row(row).CopyTo(destination), WorkerPool.Shared);
            var fromView = PackedMatrix.Pack(b.View, WorkerPool.Shared);
            var fromTranspose = PackedMatrix.PackTranspose(Matrices.Transpose(b).View, WorkerPool.Shared);
            var again = PackedMatrix.Pack(Matrices.Random(rows, columns, 2).View, WorkerPool.Shared);
            again.Repack(b.View, transpose: false, WorkerPool.Shared);
            var expected = new Matrix((rows + 31) / 32, columns * 32);
            for (int r = 0; r < rows; r++)
                for (int k = 0; k < columns; k++) expected[r / 32, k * 32 + r % 32] = b[r, k];
            Matrices.AssertSameBits(expected, Matrices.Copy(fromRows.Panels), $"rows {rows} x {columns}");
            Matrices.AssertSameBits(expected, Matrices.Copy(fromView.Panels), $"view {rows} x {columns}");
            Matrices.AssertSameBits(expected, Matrices.Copy(fromTranspose.Panels), $"transpose {rows} x {columns}");
            Matrices.AssertSameBits(expected, Matrices.Copy(again.Panels), $"repacked {rows} x {columns}");
        }
    }

    [TestMethod]
    public void Repacking_keeps_the_shape() =>
        Assert.Throws<ArgumentException>(() => new PackedMatrix(3, 4).Repack(new Matrix(4, 3).View, transpose: false, WorkerPool.Shared));
}
