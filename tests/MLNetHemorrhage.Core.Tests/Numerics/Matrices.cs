using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Numerics;

/// <summary>Small helpers for tests with matrices.</summary>
internal static class Matrices
{
    public static Matrix Random(int rows, int columns, ulong seed)
    {
        var random = new RandomSource(seed);
        var matrix = new Matrix(rows, columns);
        foreach (ref float x in matrix.Values) x = (float)random.NextGaussian();
        return matrix;
    }

    public static Matrix Transpose(Matrix a)
    {
        var result = new Matrix(a.Columns, a.Rows);
        for (int i = 0; i < a.Rows; i++)
            for (int j = 0; j < a.Columns; j++) result[j, i] = a[i, j];
        return result;
    }

    public static Matrix Copy(MatrixView view)
    {
        var result = new Matrix(view.Rows, view.Columns);
        for (int i = 0; i < view.Rows; i++) view.Row(i).CopyTo(result.Row(i));
        return result;
    }

    public static void AssertSameBits(Matrix expected, Matrix actual, string what)
    {
        for (int i = 0; i < expected.Rows; i++)
            for (int j = 0; j < expected.Columns; j++)
                if (BitConverter.SingleToInt32Bits(expected[i, j]) != BitConverter.SingleToInt32Bits(actual[i, j]))
                    Assert.Fail($"{what}: element ({i}, {j}) is {actual[i, j]:R}, not {expected[i, j]:R}");
    }
}
