using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNetHemorrhage.Numerics;

/// <summary>A dense row-major matrix of single-precision numbers, 64-byte aligned and never moved by the garbage collector.</summary>
public sealed unsafe class Matrix
{
    private const int Alignment = 64;

    // The pinned array owns the memory; the pointer is its first aligned element.
    private readonly float[] _memory;
    private readonly float* _pointer;

    /// <summary>Creates a matrix of zeros.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    public Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        Columns = columns;
        _memory = GC.AllocateArray<float>(checked(rows * columns + Alignment / sizeof(float)), pinned: true);
        var address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        _pointer = (float*)((address + Alignment - 1) & ~(nint)(Alignment - 1));
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>All values, row after row.</summary>
    public Span<float> Values => new(_pointer, Rows * Columns);

    /// <summary>One row.</summary>
    /// <param name="row">Row index.</param>
    /// <returns>The row's values; writing to them changes the matrix.</returns>
    public Span<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        return new(_pointer + (nint)row * Columns, Columns);
    }

    /// <summary>One element.</summary>
    /// <param name="row">Row index.</param>
    /// <param name="column">Column index.</param>
    public ref float this[int row, int column] => ref Row(row)[column];

    internal MatrixView View => new(_pointer, Rows, Columns, Columns);
}
