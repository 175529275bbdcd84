using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>One number for every weight of a decoder, in one flat memory: the weights themselves, their gradient, an optimizer's moments.</summary>
internal abstract class DecoderTensors
{
    private readonly Matrix _memory;

    protected DecoderTensors(ModelShape shape)
    {
        Shape = shape;
        Tensors = ParameterLayout.Of(shape);
        var last = Tensors[^1];
        _memory = new Matrix(1, last.Offset + last.Count);
    }

    public ModelShape Shape { get; }

    public DecoderSpec Spec => Shape.Spec;

    /// <summary>What lies where, in the order of the memory.</summary>
    public IReadOnlyList<ParameterTensor> Tensors { get; }

    /// <summary>All numbers.</summary>
    public Span<float> Values => _memory.Values;

    public MatrixView Embedding => View(0);

    public MatrixView FinalNorm => View(1 + Spec.BlockCount * ParameterLayout.TensorsPerBlock);

    /// <summary>The head [vocabulary, hidden]: the embedding itself where it is tied.</summary>
    public MatrixView Head => Spec.TiedHead ? Embedding : View(Tensors.Count - 1);

    /// <summary>The numbers of one tensor.</summary>
    /// <param name="name">Name, as in a Hugging Face checkpoint.</param>
    public Span<float> this[string name]
    {
        get
        {
            var tensor = Tensors.FirstOrDefault(t => t.Name == name) ?? throw new KeyNotFoundException($"No weight is called {name}.");
            return Values.Slice(tensor.Offset, tensor.Count);
        }
    }

    public BlockTensors Block(int index)
    {
        int first = 1 + index * ParameterLayout.TensorsPerBlock;
        return new(View(first), View(first + 1, 3), View(first + 4), View(first + 5), View(first + 6, 2), View(first + 8));
    }

    /// <summary>Neighbouring tensors of equal row length as one matrix.</summary>
    private unsafe MatrixView View(int first, int count = 1)
    {
        var tensor = Tensors[first];
        int rows = 0;
        for (int i = first; i < first + count; i++) rows += Tensors[i].Rows;
        return new(_memory.View.Pointer + tensor.Offset, rows, tensor.Columns, tensor.Columns);
    }
}
