namespace MLNetHemorrhage.Numerics;

/// <summary>Where a product's right-hand side comes from: packed beforehand, or packed slice by slice as it is used,
/// from memory or from codes.</summary>
internal readonly unsafe struct GemmOperand
{
    private readonly MatrixView _view;
    private readonly Layout _layout;

    private readonly QuantizedPanels? _quantized;
    private readonly QuantizedKernel? _kernel;

    private GemmOperand(QuantizedPanels b, QuantizedKernel kernel) =>
        (_quantized, _kernel, _layout, Outputs, Depth) = (b, kernel, Layout.Quantized, b.Rows, b.Columns);

    private GemmOperand(MatrixView view, Layout layout, int outputs, int depth) =>
        (_view, _layout, Outputs, Depth) = (view, layout, outputs, depth);

    private enum Layout
    {
        Packed,
        OutputsAreRows,
        OutputsAreColumns,
        Quantized,
    }

    /// <summary>Columns of C.</summary>
    public int Outputs { get; }

    /// <summary>Length of the sums.</summary>
    public int Depth { get; }

    public bool IsPacked => _layout == Layout.Packed;

    public static GemmOperand Packed(PackedMatrix b) => new(b.Panels, Layout.Packed, b.Rows, b.Columns);

    public static GemmOperand Quantized(QuantizedPanels b, QuantizedKernel kernel) => new(b, kernel);

    /// <summary>B as [outputs, depth] where <paramref name="transposed"/>, else as [depth, outputs].</summary>
    public static GemmOperand Plain(MatrixView b, bool transposed) => transposed
        ? new(b, Layout.OutputsAreRows, b.Rows, b.Columns)
        : new(b, Layout.OutputsAreColumns, b.Columns, b.Rows);

    /// <summary>Steps k0 … k0 + depth - 1 of one panel, which are a slice, in the kernel's order.</summary>
    public float* Slice(int panel, int k0, int depth, GemmScratch scratch)
    {
        const int Width = PackedMatrix.PanelRows;
        if (_layout == Layout.Packed) return _view.Pointer + (nint)panel * _view.Stride + (nint)k0 * Width;
        float* buffer = scratch.PanelB(depth * Width);
        if (_layout == Layout.Quantized)
        {
            int slice = k0 / Gemm.SliceLength;
            _kernel!.Unpack(_quantized!.Format, _quantized.Runs(slice), _quantized.Slice(panel, slice), buffer);
            return buffer;
        }
        int first = panel * Width, rows = Math.Min(Width, Outputs - first);
        if (_layout == Layout.OutputsAreRows)
            PanelPacking.FromRows(_view.Pointer + (nint)first * _view.Stride + k0, _view.Stride, rows, depth, buffer, Width);
        else
            PanelPacking.FromColumns(_view.Pointer + (nint)k0 * _view.Stride + first, _view.Stride, rows, depth, buffer, Width);
        return buffer;
    }
}
